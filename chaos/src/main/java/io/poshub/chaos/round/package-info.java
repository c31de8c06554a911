/** One round from its plan to the checker's verdict. The round's own virtual threads. */
@NullMarked
package io.poshub.chaos.round;

import org.jspecify.annotations.NullMarked;
