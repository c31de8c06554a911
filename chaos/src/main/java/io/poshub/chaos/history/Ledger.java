package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A card's or an account's ledger, oldest row first, and the balance that the hub names. */
public record Ledger(String id, long balance, List<Row> rows) {
  public Ledger {
    requireNonNull(id, "id is null");
    rows = List.copyOf(rows);
  }

  /** One movement in minor units or points; {@code mark} is the {@code order_id} it was given. */
  public record Row(String id, long amount, long before, long after, @Nullable String mark) {
    public Row {
      requireNonNull(id, "id is null");
    }
  }
}
