package io.poshub.engine.shop;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order of a shop that is kept, but cannot be one of the hub's.
 *
 * @param externalId the shop's id
 * @param orderId the hub's, if it was one before the shop changed it
 * @param reason one sentence for people
 * @param modifiedAt by the shop's clock
 * @param since when this state of it came to the hub
 * @param shopUrl where people see it in the shop; null without a connection
 */
public record UnmappableOrder(
    String externalId,
    @Nullable String orderId,
    String reason,
    String shopStatus,
    Instant modifiedAt,
    Instant since,
    @Nullable String shopUrl) {
  public UnmappableOrder {
    requireNonNull(externalId, "externalId is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(shopStatus, "shopStatus is null");
  }

  public UnmappableOrder at(@Nullable String url) {
    return new UnmappableOrder(externalId, orderId, reason, shopStatus, modifiedAt, since, url);
  }
}
