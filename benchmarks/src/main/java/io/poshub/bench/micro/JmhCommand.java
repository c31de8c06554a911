package io.poshub.bench.micro;

import io.poshub.bench.measure.MachineFacts;
import io.poshub.bench.measure.Recorder;
import io.poshub.bench.measure.ResultTable;
import io.poshub.bench.measure.Sample;
import io.poshub.bench.scenario.BenchSetting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub bench jmh}: the parts, each alone. */
@Command(
    name = "jmh",
    description = "Frames, JSON, money, keys and hand-offs by JMH.",
    mixinStandardHelpOptions = true)
public final class JmhCommand implements Callable<Integer> {
  private static final String SCENARIO = "jmh";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final BenchSetting setting;

  @Option(names = "--include", description = "Which, as a regular expression (default: all).")
  private String include = "io.poshub.bench.micro";

  @Option(names = "--forks", description = "JVMs (default: ${DEFAULT-VALUE}).")
  private int forks = 2;

  @Option(names = "--iterations", description = "In each (default: ${DEFAULT-VALUE}).")
  private int iterations = 5;

  @Option(names = "--seconds", description = "Of each (default: ${DEFAULT-VALUE}).")
  private double seconds = 1;

  public JmhCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    TimeValue time = TimeValue.milliseconds((long) (seconds * 1_000));
    Options options =
        new OptionsBuilder()
            .include(include)
            .forks(forks)
            .warmupIterations(iterations)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
            .build();
    Recorder recorder = Recorder.open(setting.results(), SCENARIO, MachineFacts.read("not pinned"));
    Collection<RunResult> results = new Runner(options).run();
    for (RunResult result : results) {
      recorder.add(sample(result));
    }
    System.out.print(ResultTable.text(recorder.samples()));
    System.out.println("raw results in " + recorder.file());
    return results.isEmpty() ? 1 : 0;
  }

  private static Sample sample(RunResult result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("ns/op", result.getPrimaryResult().getScore());
    figures.put("error_ns", result.getPrimaryResult().getScoreError());
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    if (allocated != null) {
      figures.put("B/op", allocated.getScore());
    }
    figures.values().removeIf(value -> value.isNaN());
    String name = result.getParams().getBenchmark();
    return new Sample(SCENARIO, name.substring(name.lastIndexOf('.') + 1), "hub", 1, figures);
  }
}
