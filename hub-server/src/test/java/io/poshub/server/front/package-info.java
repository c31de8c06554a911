/** The front door on its own: a real port, real sockets, and fakes where the engine would be. */
@NullMarked
package io.poshub.server.front;

import org.jspecify.annotations.NullMarked;
