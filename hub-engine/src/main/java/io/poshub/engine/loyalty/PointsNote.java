package io.poshub.engine.loyalty;

import org.jspecify.annotations.Nullable;

/** What a caller may note beside any movement of points. */
public record PointsNote(
    @Nullable String orderId,
    @Nullable String reason,
    @Nullable String terminal,
    @Nullable String note) {
  public static final PointsNote NONE = new PointsNote(null, null, null, null);

  /** A row about an earlier one belongs to its order, unless the caller says otherwise. */
  PointsNote forOrder(@Nullable String id) {
    return orderId == null ? new PointsNote(id, reason, terminal, note) : this;
  }

  PointsNote because(String why) {
    return new PointsNote(orderId, why, terminal, note);
  }
}
