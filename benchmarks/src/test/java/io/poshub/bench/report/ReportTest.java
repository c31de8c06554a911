package io.poshub.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.bench.measure.MachineFacts;
import io.poshub.bench.measure.Recorder;
import io.poshub.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final ReportPart PART =
      new ReportPart("rest", "Reads", List.of("calls/s", "never"), List.of("calls/s"));

  @TempDir private Path folder;

  private MarkdownPart recorded() throws IOException {
    Recorder recorder = Recorder.open(folder, "rest", MachineFacts.read("server on CPU 0"));
    recorder.add(new Sample("rest", "balance", "hub", 1, Map.of("calls/s", 300.0)));
    recorder.add(new Sample("rest", "balance", "node-mysql2", 1, Map.of("calls/s", 100.0)));
    recorder.note("classes", Map.of("A<B>", 1.0));
    return new MarkdownPart(PART, ResultFile.read(recorder.file()));
  }

  @Test
  void whatWasRecordedIsReported() throws IOException {
    String text = recorded().text();

    assertThat(text)
        .contains("| balance | hub | 300 |")
        .contains("- balance, hub by node-mysql2: calls/s 3.00 ×")
        .contains("![calls/s](benchmarks/rest-calls-s.svg)")
        .contains("server on CPU 0")
        .contains("| `A<B>` | 1 |")
        .doesNotContain("never");
  }

  @Test
  void aPlotHasABarForEachLine() throws IOException {
    String svg = BarPlot.svg("calls/s", recorded().spreads());

    assertThat(svg).startsWith("<svg").contains("balance · hub").contains("balance · node-mysql2");
    assertThat(svg.split("<rect", -1)).hasSize(4);
  }

  @Test
  void whatPeopleWroteStays() {
    String first = MarkedText.with("# Benchmarks\n\nBy hand.\n", "rest", "Reads", "one");
    String edited = first.replace("## Reads\n", "## Reads\n\nWhy so fast.\n") + "\nThe end.\n";
    String second = MarkedText.with(edited, "rest", "Reads", "two");

    assertThat(second)
        .contains("By hand.")
        .contains("Why so fast.")
        .contains("The end.")
        .contains("two")
        .doesNotContain("one\n");
    assertThat(MarkedText.with(second, "rest", "Reads", "two")).isEqualTo(second);
  }
}
