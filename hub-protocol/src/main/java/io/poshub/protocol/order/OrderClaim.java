package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The one terminal that prints an order at the moment.
 *
 * @param fence rises with every claim; who prints under an older one is told so
 */
public record OrderClaim(String terminal, long fence, Instant expiresAt) {
  public OrderClaim {
    requireNonNull(terminal, "terminal is null");
    requireNonNull(expiresAt, "expiresAt is null");
    if (fence < 1) {
      throw new IllegalArgumentException("fence must be positive: " + fence);
    }
  }
}
