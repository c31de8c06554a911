package io.poshub.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Samples as a table: a line for each variant and server, medians with the least and the most. */
public final class ResultTable {
  private static final double THOUSAND = 1_000;
  private static final double TEN = 10;

  private ResultTable() {}

  /** Whose rounds belong together. */
  public record Line(String variant, String target) {}

  /** The rounds of each line by figure, in the order in which they were measured. */
  public static Map<Line, Map<String, Spread>> spreads(List<Sample> samples) {
    Map<Line, Map<String, List<Double>>> values = new LinkedHashMap<>();
    for (Sample sample : samples) {
      Map<String, List<Double>> figures =
          values.computeIfAbsent(
              new Line(sample.variant(), sample.target()), _ -> new LinkedHashMap<>());
      sample
          .figures()
          .forEach(
              (name, value) -> figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }
    Map<Line, Map<String, Spread>> spreads = new LinkedHashMap<>();
    values.forEach((line, figures) -> {
      Map<String, Spread> ofLine = new LinkedHashMap<>();
      figures.forEach((name, all) -> ofLine.put(name, Spread.of(all)));
      spreads.put(line, ofLine);
    });
    return spreads;
  }

  public static String text(List<Sample> samples) {
    Map<Line, Map<String, Spread>> spreads = spreads(samples);
    Set<String> names = new LinkedHashSet<>();
    spreads.values().forEach(figures -> names.addAll(figures.keySet()));
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("", ""));
    head.addAll(names);
    rows.add(head);
    spreads.forEach((line, figures) -> {
      List<String> row = new ArrayList<>(List.of(line.variant(), line.target()));
      for (String name : names) {
        Spread spread = figures.get(name);
        row.add(spread == null ? "" : text(spread));
      }
      rows.add(row);
    });
    return aligned(rows);
  }

  /** The median, and the least and the most where they differ. */
  public static String text(Spread spread) {
    String median = number(spread.median());
    String min = number(spread.min());
    String max = number(spread.max());
    return min.equals(max) ? median : median + " (" + min + "–" + max + ")";
  }

  /** Three digits say enough. */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size >= THOUSAND ? "%,.0f" : size >= TEN ? "%.1f" : "%.2f";
    String text = String.format(Locale.ROOT, format, value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  private static String aligned(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    rows.forEach(row -> {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        text.append(i < 2 ? row.get(i) + padding : padding + row.get(i)).append("  ");
      }
      text.append('\n');
    }
    return text.toString();
  }
}
