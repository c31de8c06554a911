@NullMarked
package io.poshub.engine.loyalty;

import org.jspecify.annotations.NullMarked;
