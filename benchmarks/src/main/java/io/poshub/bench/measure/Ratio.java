package io.poshub.bench.measure;

import java.util.List;
import java.util.Map;

/** One server's median by another's. */
public final class Ratio {
  private Ratio() {}

  /** Fails if one of them was not measured. */
  public static double of(
      List<Sample> samples, String variant, String figure, String target, String peer) {
    Map<ResultTable.Line, Map<String, Spread>> spreads = ResultTable.spreads(samples);
    return median(spreads, variant, figure, target) / median(spreads, variant, figure, peer);
  }

  private static double median(
      Map<ResultTable.Line, Map<String, Spread>> spreads,
      String variant,
      String figure,
      String target) {
    Spread spread =
        spreads.getOrDefault(new ResultTable.Line(variant, target), Map.of()).get(figure);
    if (spread == null) {
      throw new IllegalArgumentException("no " + figure + " of " + target + " in " + variant);
    }
    return spread.median();
  }
}
