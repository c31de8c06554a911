@NullMarked
package io.poshub.engine.outbound;

import org.jspecify.annotations.NullMarked;
