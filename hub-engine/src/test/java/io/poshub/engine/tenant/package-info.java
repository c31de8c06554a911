@NullMarked
package io.poshub.engine.tenant;

import org.jspecify.annotations.NullMarked;
