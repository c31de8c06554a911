package io.poshub.bench.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Which sockets to open: so many for each tenant, the tenants in turn.
 *
 * @param upgrade the request that opens a socket, by its number
 * @param connectingMax how many may be on their way at once
 */
public record SwarmPlan(
    int port,
    int tenants,
    int sockets,
    IntFunction<byte[]> upgrade,
    Greeting greeting,
    int connectingMax,
    Duration openMax) {
  public static final int CONNECTING_DEFAULT = 64;
  public static final Duration OPEN_DEFAULT = Duration.ofSeconds(60);

  public SwarmPlan {
    requireNonNull(upgrade, "upgrade is null");
    requireNonNull(greeting, "greeting is null");
    requireNonNull(openMax, "openMax is null");
    if (tenants < 1 || sockets < tenants || connectingMax < 1) {
      throw new IllegalArgumentException("a swarm needs a tenant, and a socket for each");
    }
  }

  int tenantOf(int socket) {
    return socket % tenants;
  }
}
