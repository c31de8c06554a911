/** What travels on a terminal's socket: events and the frames around them, both directions. */
@NullMarked
package io.poshub.protocol.stream;

import org.jspecify.annotations.NullMarked;
