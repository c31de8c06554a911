/**
 * Calls that move money, points or orders, each with its effect once: named by a key that is on
 * disk before the call is sent, and sent again under the same key until its answer is known, also
 * after the till's own restart. Any thread; each call waits for its own answer.
 */
@NullMarked
package io.poshub.client.money;

import org.jspecify.annotations.NullMarked;
