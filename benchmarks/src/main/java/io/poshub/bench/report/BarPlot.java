package io.poshub.bench.report;

import io.poshub.bench.measure.ResultTable;
import io.poshub.bench.measure.ResultTable.Line;
import io.poshub.bench.measure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One figure of all lines as horizontal bars with whiskers from the least to the most, in SVG. */
final class BarPlot {
  private static final int WIDTH = 860;
  private static final int LABEL_WIDTH = 330;
  private static final int VALUE_WIDTH = 90;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final int TOP = 34;
  private static final int GAP = 8;
  private static final String HUB_COLOR = "#1b6e3c";
  private static final List<String> PEER_COLORS =
      List.of("#8a8f98", "#b08a3e", "#6b7fb0", "#a0647c", "#5f9aa0");

  private BarPlot() {}

  static String svg(String figure, Map<Line, Map<String, Spread>> spreads) {
    Map<Line, Spread> bars = new LinkedHashMap<>();
    spreads.forEach((line, figures) -> {
      Spread spread = figures.get(figure);
      if (spread != null) {
        bars.put(line, spread);
      }
    });
    double most = bars.values().stream().mapToDouble(Spread::max).max().orElse(1);
    double scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / (most > 0 ? most : 1);
    StringBuilder body = new StringBuilder();
    List<String> targets = new ArrayList<>();
    String variant = "";
    int y = TOP;
    for (Map.Entry<Line, Spread> bar : bars.entrySet()) {
      Line line = bar.getKey();
      if (!line.variant().equals(variant)) {
        y += GAP;
      }
      variant = line.variant();
      body.append(row(line, bar.getValue(), y, scale, color(line.target(), targets)));
      y += ROW;
    }
    return frame(figure, y + GAP, body);
  }

  private static String color(String target, List<String> peers) {
    if (target.startsWith("hub") || target.endsWith("hub") || target.endsWith("lane")) {
      return HUB_COLOR;
    }
    if (!peers.contains(target)) {
      peers.add(target);
    }
    return PEER_COLORS.get(peers.indexOf(target) % PEER_COLORS.size());
  }

  private static String row(Line line, Spread spread, int y, double scale, String color) {
    double length = spread.median() * scale;
    double low = LABEL_WIDTH + spread.min() * scale;
    double high = LABEL_WIDTH + spread.max() * scale;
    int middle = y + BAR / 2;
    return text(LABEL_WIDTH - GAP, y + BAR - 2, "end", line.variant() + " · " + line.target())
        + String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            LABEL_WIDTH,
            y,
            Math.max(1, length),
            BAR,
            color)
        + String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#000\"/>%n",
            low,
            middle,
            high,
            middle)
        + text(
            (int) Math.max(LABEL_WIDTH + length, high) + GAP,
            y + BAR - 2,
            "start",
            ResultTable.number(spread.median()));
  }

  private static String text(int x, int y, String anchor, String words) {
    String safe = words.replace("&", "&amp;").replace("<", "&lt;");
    return String.format(
        Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, safe);
  }

  private static String frame(String figure, int height, StringBuilder body) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
    <rect width="100%%" height="100%%" fill="#fff"/>
    %s%s</svg>
    """
        .formatted(WIDTH, height, text(LABEL_WIDTH, TOP - ROW / 2, "start", figure), body);
  }
}
