/**
 * A till as a library: follows a tenant's event stream without losing or repeating an event.
 *
 * <p>{@link io.poshub.client.terminal.PosTerminal} is the door. One virtual thread per terminal
 * owns everything: it opens the socket, calls the listener, writes the state file, and polls while
 * the socket cannot be held. Other threads only leave a request ({@code ack}, {@code close}) and
 * wake it.
 *
 * <pre>
 * TerminalLoop ── Step.Connect ──▶ SocketSession ──┐
 *      ▲      └── Step.Poll ─────▶ PollSession ────┼─▶ Deliveries ──▶ listener, position file
 *      └───────── Outcome ──▶ ReconnectPolicy ◀────┘
 * </pre>
 */
@NullMarked
package io.poshub.client.terminal;

import org.jspecify.annotations.NullMarked;
