/**
 * One WebSocket to the hub over the JDK's client: opening it, reading its messages, and telling its
 * owner about them through signals.
 *
 * <p>Callbacks run on the HTTP client's threads and only hand signals over; everything else is
 * called by the terminal's owner thread. What the socket may have under way is bounded by the
 * messages it is asked for ({@link io.poshub.client.socket.SocketLink#WINDOW_MESSAGES}).
 */
@NullMarked
package io.poshub.client.socket;

import org.jspecify.annotations.NullMarked;
