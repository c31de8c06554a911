/** The hub and its database as processes: started, killed, stopped, found again. Any thread. */
@NullMarked
package io.poshub.chaos.process;

import org.jspecify.annotations.NullMarked;
