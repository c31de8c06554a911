package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Phone;

/** A wish to add or redeem points. */
public record PointsMove(Phone phone, long points, PointsNote note) {
  /** Far beyond any programme, and far from overflow. */
  public static final long POINTS_MAX = 1_000_000_000L;

  public PointsMove {
    requireNonNull(phone, "phone is null");
    requireNonNull(note, "note is null");
    if (points < 1 || points > POINTS_MAX) {
      throw new IllegalArgumentException("points must be 1 to " + POINTS_MAX);
    }
  }
}
