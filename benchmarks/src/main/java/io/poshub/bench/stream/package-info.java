/**
 * The hub's front door without a database behind it, as a program of its own: HTTP, JSON, frames,
 * rings and sockets are the hub's, but an order becomes an event in memory instead of committed
 * rows. It shows what fan-out alone can do, where the commit would be the limit. Nothing else uses
 * it.
 */
@NullMarked
package io.poshub.bench.stream;

import org.jspecify.annotations.NullMarked;
