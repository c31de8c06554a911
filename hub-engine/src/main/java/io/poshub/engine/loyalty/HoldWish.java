package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Phone;
import java.time.Duration;

/** A wish to reserve points. */
public record HoldWish(
    Phone phone, long points, boolean allowPartial, Duration lifetime, PointsNote note) {
  public static final Duration LIFETIME_DEFAULT = Duration.ofMinutes(15);
  public static final Duration LIFETIME_MAX = Duration.ofDays(1);

  public HoldWish {
    requireNonNull(phone, "phone is null");
    requireNonNull(note, "note is null");
    if (points < 1 || points > PointsMove.POINTS_MAX) {
      throw new IllegalArgumentException("points must be 1 to " + PointsMove.POINTS_MAX);
    }
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LIFETIME_MAX) > 0) {
      throw new IllegalArgumentException("a hold lasts a second to a day");
    }
  }
}
