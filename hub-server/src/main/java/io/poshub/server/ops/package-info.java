/**
 * What operators see and what runs by the clock: metrics, readiness, periodic steps, the node's
 * sign of life.
 *
 * <p>Any thread, as said in the classes.
 */
@NullMarked
package io.poshub.server.ops;

import org.jspecify.annotations.NullMarked;
