@NullMarked
package io.poshub.chaos.check;

import org.jspecify.annotations.NullMarked;
