package io.poshub.server.net;

import static java.util.Objects.requireNonNull;

import io.poshub.rest.HttpDoor;
import io.poshub.server.session.SocketDoor;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What every connection of a hub shares. */
record GatewayContext(
    HttpDoor door,
    SocketDoor sockets,
    Executor workers,
    RequestIds requestIds,
    Origins origins,
    HttpMetrics metrics,
    LongSupplier nanoClock) {
  GatewayContext {
    requireNonNull(door, "door is null");
    requireNonNull(sockets, "sockets is null");
    requireNonNull(workers, "workers is null");
  }
}
