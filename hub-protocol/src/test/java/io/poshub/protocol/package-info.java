@NullMarked
package io.poshub.protocol;

import org.jspecify.annotations.NullMarked;
