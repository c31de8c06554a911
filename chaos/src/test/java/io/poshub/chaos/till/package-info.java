@NullMarked
package io.poshub.chaos.till;

import org.jspecify.annotations.NullMarked;
