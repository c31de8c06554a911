package io.poshub.bench.report;

import io.poshub.bench.measure.ResultTable;
import io.poshub.bench.measure.ResultTable.Line;
import io.poshub.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The generated text of one part: machine, table, ratios to the peers, plots. */
final class MarkdownPart {
  private static final String HUB = "hub";
  private static final int NOTE_LINES_MAX = 20;

  private final ReportPart part;
  private final ResultFile results;
  private final Map<Line, Map<String, Spread>> spreads;

  MarkdownPart(ReportPart part, ResultFile results) {
    this.part = part;
    this.results = results;
    this.spreads = ResultTable.spreads(results.samples());
  }

  Map<Line, Map<String, Spread>> spreads() {
    return spreads;
  }

  /** The file of a plot, beside the document. */
  String plotFile(String figure) {
    return "benchmarks/" + part.scenario() + "-" + figure.replaceAll("[^A-Za-z0-9]+", "-") + ".svg";
  }

  String text() {
    StringBuilder out = new StringBuilder();
    out.append(machine()).append("\n\n").append(table());
    String ratios = ratios();
    if (!ratios.isEmpty()) {
      out.append('\n').append(ratios);
    }
    part.plots()
        .forEach(figure ->
            out.append("\n![").append(figure).append("](").append(plotFile(figure)).append(")\n"));
    results.notes().forEach((title, figures) -> out.append('\n').append(note(title, figures)));
    return out.toString();
  }

  private String machine() {
    Map<String, String> facts = results.machine();
    return String.format(
        Locale.ROOT,
        "Measured %s: %s, %s CPUs, %s MB, Linux %s, Java %s, %s; medians (min–max).",
        facts.getOrDefault("at", "?"),
        facts.getOrDefault("cpu", "?"),
        facts.getOrDefault("cpus", "?"),
        facts.getOrDefault("memory_mb", "?"),
        facts.getOrDefault("kernel", "?"),
        facts.getOrDefault("java", "?"),
        facts.getOrDefault("pinning", "?"));
  }

  private String table() {
    List<String> columns =
        part.columns().stream()
            .filter(name -> spreads.values().stream().anyMatch(line -> line.containsKey(name)))
            .toList();
    StringBuilder out = new StringBuilder("| | |");
    columns.forEach(name -> out.append(' ').append(name).append(" |"));
    out.append("\n|---|---|").append("--:|".repeat(columns.size())).append('\n');
    spreads.forEach((line, figures) -> {
      out.append("| ").append(line.variant()).append(" | ").append(line.target()).append(" |");
      for (String name : columns) {
        Spread spread = figures.get(name);
        out.append(' ').append(spread == null ? "" : ResultTable.text(spread)).append(" |");
      }
      out.append('\n');
    });
    return out.toString();
  }

  /** For each variant the hub's median of what is drawn, by each peer's. */
  private String ratios() {
    StringBuilder out = new StringBuilder();
    spreads.forEach((line, figures) -> {
      String ours = ours(line.target());
      Map<String, Spread> hub = spreads.get(new Line(line.variant(), ours));
      if (hub == null || ours.equals(line.target())) {
        return;
      }
      List<String> texts = new ArrayList<>();
      for (String name : part.plots()) {
        Spread mine = hub.get(name);
        Spread theirs = figures.get(name);
        if (mine != null && theirs != null && theirs.median() > 0) {
          double ratio = mine.median() / theirs.median();
          texts.add(name + " " + String.format(Locale.ROOT, "%.2f", ratio) + " ×");
        }
      }
      out.append("- ").append(line.variant()).append(", hub by ").append(line.target());
      out.append(": ").append(String.join(", ", texts)).append('\n');
    });
    return out.toString();
  }

  /** Whom of ours somebody is measured against. */
  private static String ours(String target) {
    if (target.startsWith("engine:")) {
      return "engine: lane";
    }
    return target.startsWith("http:") ? "http: hub" : HUB;
  }

  private static String note(String title, Map<String, Double> figures) {
    StringBuilder out = new StringBuilder(title + ":\n\n| | |\n|---|--:|\n");
    figures.entrySet().stream()
        .limit(NOTE_LINES_MAX)
        .forEach(entry ->
            out.append("| `")
                .append(entry.getKey())
                .append("` | ")
                .append(ResultTable.number(entry.getValue()))
                .append(" |\n"));
    return out.toString();
  }
}
