@NullMarked
package io.poshub.engine.delivery;

import org.jspecify.annotations.NullMarked;
