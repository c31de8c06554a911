package io.poshub.connectors.intake;

import io.poshub.protocol.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/** What becomes of an order that came from the shop. */
sealed interface ImportDecision {

  /** The hub knows this state of it. */
  record Known() implements ImportDecision {}

  /**
   * Two states of one second, one that is older than what is known, or a write that something newer
   * had overtaken: only the shop knows what is the newest.
   *
   * @param agreed the shop's status as both sides know it from now on; null to leave it
   */
  record Ask(@Nullable String agreed) implements ImportDecision {}

  /** It is remembered, but none of the tills' business. */
  record Remember() implements ImportDecision {}

  /** It is new to the tills. */
  record Take() implements ImportDecision {}

  /**
   * The tills have it; it becomes what the shop says.
   *
   * @param status what it is from now on
   * @param conflict who is followed, if both sides had changed the status
   */
  record Restate(OrderStatus status, @Nullable String reason, @Nullable Writer conflict)
      implements ImportDecision {}

  /** Who changed an order last. */
  enum Writer {
    SHOP,
    HUB;

    String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
