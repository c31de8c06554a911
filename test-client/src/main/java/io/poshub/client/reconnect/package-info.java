/**
 * What a terminal does next after a connection ended: pure decisions, no clock, no socket.
 *
 * <p>The hub asks its clients for patience in three ways (a {@code reconnect} frame, {@code
 * Retry-After}, a close code), and a failing network asks for backoff; all of it is decided here.
 * Everything is immutable and safe on any thread.
 */
@NullMarked
package io.poshub.client.reconnect;

import org.jspecify.annotations.NullMarked;
