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

  /**
   * One movement in minor units or points; {@code mark} is the {@code order_id} it was given, and
   * for what follows another movement one made of that.
   */
  public record Row(String id, long amount, long before, long after, @Nullable String mark) {
    public Row {
      requireNonNull(id, "id is null");
    }

    /**
     * The mark of a row of this {@code type} about {@code orderId}: a reservation, its end and an
     * undoing all carry the order of the movement they belong to.
     */
    public static @Nullable String mark(@Nullable String orderId, String type) {
      return orderId == null
          ? null
          : switch (type) {
            case "capture", "release" -> resolved(orderId);
            case "reverse" -> undone(orderId);
            default -> orderId;
          };
    }

    public static String resolved(String mark) {
      return mark + "-resolved";
    }

    public static String undone(String mark) {
      return mark + "-undone";
    }
  }
}
