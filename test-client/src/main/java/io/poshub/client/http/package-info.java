/**
 * Calls to the hub's REST door, each answered by one of three outcomes, never by an exception.
 *
 * <p>Calls are asynchronous and safe on any thread; the values are immutable.
 */
@NullMarked
package io.poshub.client.http;

import org.jspecify.annotations.NullMarked;
