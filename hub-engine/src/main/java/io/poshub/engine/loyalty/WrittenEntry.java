package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A ledger row and the phone of the account that it was written for.
 *
 * @param holdId the hold it opened or ended
 */
public record WrittenEntry(Phone phone, LoyaltyTransaction row, @Nullable String holdId) {
  public WrittenEntry {
    requireNonNull(phone, "phone is null");
    requireNonNull(row, "row is null");
  }
}
