/**
 * A till that prints: claims each new order, puts its receipt on paper, tells the hub, and only
 * then lets the event count as handled. Of several such tills exactly one prints an order; when one
 * dies over it, another takes it as soon as the lease is over.
 *
 * <p>Runs on the terminal's thread and, for orders that another till had, on one of its own; a lock
 * keeps them apart.
 */
@NullMarked
package io.poshub.client.print;

import org.jspecify.annotations.NullMarked;
