package io.poshub.bench.report;

import io.poshub.bench.scenario.BenchSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub bench report}: puts the last runs' results into the document. */
@Command(
    name = "report",
    description = "Tables and plots from the raw results of the last runs.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Option(names = "--into", description = "The document (default: docs/benchmarks.md).")
  private @Nullable Path document;

  @Option(names = "--from", description = "The results (default: target/bench).")
  private @Nullable Path results;

  public ReportCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws IOException {
    Path target = document == null ? setting.root().resolve("docs/benchmarks.md") : document;
    Path source = results == null ? setting.results() : results;
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + target);
    }
    Files.createDirectories(folder.resolve("benchmarks"));
    String text = Files.exists(target) ? Files.readString(target) : "# Benchmarks\n";
    for (ReportPart part : ReportPart.ALL) {
      Path file = source.resolve(part.scenario() + ".jsonl");
      if (!Files.exists(file)) {
        System.out.println("no results of " + part.scenario());
        continue;
      }
      MarkdownPart markdown = new MarkdownPart(part, ResultFile.read(file));
      for (String figure : part.plots()) {
        Files.writeString(
            folder.resolve(markdown.plotFile(figure)), BarPlot.svg(figure, markdown.spreads()));
      }
      text = MarkedText.with(text, part.scenario(), part.title(), markdown.text());
      System.out.println(part.scenario() + ": from " + file);
    }
    Files.writeString(target, text);
    System.out.println("written to " + target);
    return 0;
  }
}
