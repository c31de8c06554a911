package io.poshub.server.net;

import static java.util.Objects.requireNonNull;

import io.poshub.rest.HttpDoor;
import io.poshub.server.session.SocketDoor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What every connection of a hub shares.
 *
 * @param draining whether each answer is to be the last of its connection
 */
record GatewayContext(
    HttpDoor door,
    CallRunner calls,
    SocketDoor sockets,
    RequestIds requestIds,
    Origins origins,
    ReplyWriter replies,
    HttpMetrics metrics,
    BooleanSupplier draining,
    LongSupplier nanoClock) {
  GatewayContext {
    requireNonNull(door, "door is null");
    requireNonNull(calls, "calls is null");
    requireNonNull(sockets, "sockets is null");
  }
}
