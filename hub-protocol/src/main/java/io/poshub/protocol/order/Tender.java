package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something that an order was paid with, or has earned.
 *
 * @param method {@code gift_card}, {@code loyalty}, or what the order itself names, such as cash
 * @param type the kind of ledger row, for cards and points
 * @param points signed: taken for the order, or earned by it
 * @param reversed whether it was undone, in whole or in part; null where the hub cannot know
 * @param reverse where to POST the reversal, if it can be undone here
 */
public record Tender(
    String method,
    @Nullable String type,
    @Nullable String transactionId,
    @Nullable String giftCardId,
    @Nullable String last4,
    @Nullable String phone,
    @Nullable Money amount,
    @Nullable Long points,
    @Nullable String reference,
    @Nullable Boolean reversed,
    @Nullable String reverse) {
  public Tender {
    requireNonNull(method, "method is null");
  }
}
