package io.poshub.engine.shop;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to do at a shop.
 *
 * @param kind {@code status} tells the shop an order's status, {@code fetch} asks it for an order
 * @param status the hub's status the shop is to be told of
 * @param shopStatus the shop's word it was last told in
 */
public record ShopJob(
    String id,
    String connector,
    String kind,
    String externalId,
    @Nullable String orderId,
    @Nullable String status,
    @Nullable String shopStatus,
    String state,
    int attempts,
    @Nullable Instant nextAt,
    @Nullable String lastError,
    Instant createdAt,
    Instant updatedAt) {
  public ShopJob {
    requireNonNull(id, "id is null");
    requireNonNull(externalId, "externalId is null");
    requireNonNull(state, "state is null");
  }
}
