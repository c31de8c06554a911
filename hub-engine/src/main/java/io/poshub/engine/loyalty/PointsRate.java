package io.poshub.engine.loyalty;

import io.poshub.protocol.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** How amounts and points relate. Exact, rounded down to whole points. Pure. */
final class PointsRate {
  private PointsRate() {}

  /** What an amount earns at so many points per major unit. */
  static long earned(Money amount, BigDecimal pointsPerUnit) {
    BigDecimal units = new BigDecimal(amount.text());
    return units.multiply(pointsPerUnit).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** The part of points that belongs to a part of the amount they were earned on. */
  static long share(long points, Money part, Money whole) {
    return BigInteger.valueOf(points)
        .multiply(BigInteger.valueOf(part.minor()))
        .divide(BigInteger.valueOf(whole.minor()))
        .longValueExact();
  }
}
