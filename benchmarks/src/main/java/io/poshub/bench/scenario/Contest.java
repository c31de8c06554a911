package io.poshub.bench.scenario;

import io.poshub.bench.measure.MachineFacts;
import io.poshub.bench.measure.Recorder;
import io.poshub.bench.measure.ResultTable;
import io.poshub.bench.measure.Sample;
import io.poshub.bench.process.Cores;
import io.poshub.bench.process.WorkFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * One run of a scenario: where it writes, which processors it has, what it found. This process runs
 * on the load's processor from its beginning on. Main thread.
 */
final class Contest implements AutoCloseable {
  private final PrintStream out;
  private final String scenario;
  private final Cores cores;
  private final Recorder recorder;
  private final WorkFolder folder;
  private long wrong;

  private Contest(
      PrintStream out, String scenario, Cores cores, Recorder recorder, WorkFolder folder) {
    this.out = out;
    this.scenario = scenario;
    this.cores = cores;
    this.recorder = recorder;
    this.folder = folder;
  }

  static Contest begin(String scenario, BenchSetting setting, boolean pinned)
      throws IOException, InterruptedException {
    Contest contest = unpinned(scenario, setting, pinned);
    contest.pin();
    return contest;
  }

  /** As {@link #begin}, but this process stays on all processors until {@link #pin}. */
  static Contest unpinned(String scenario, BenchSetting setting, boolean pinned)
      throws IOException {
    Cores cores = pinned ? Cores.detect() : Cores.UNPINNED;
    Map<String, Object> facts = MachineFacts.read(cores.toString());
    Recorder recorder = Recorder.open(setting.results(), scenario, facts);
    System.out.println(scenario + ": " + facts);
    return new Contest(
        System.out,
        scenario,
        cores,
        recorder,
        WorkFolder.create(setting.results().resolve("work")));
  }

  void pin() throws IOException, InterruptedException {
    cores.moveSelf();
  }

  /** What one round gives. */
  @FunctionalInterface
  interface Round {
    Map<String, Double> run() throws IOException, InterruptedException;
  }

  Cores cores() {
    return cores;
  }

  WorkFolder folder() {
    return folder;
  }

  List<Sample> samples() {
    return recorder.samples();
  }

  void say(String line) {
    out.println(line);
  }

  /** Runs a round, writes it down and says what it was in a line. */
  void round(String variant, String target, int number, Round round)
      throws IOException, InterruptedException {
    Map<String, Double> figures = round.run();
    recorder.add(new Sample(scenario, variant, target, number, figures));
    StringBuilder line = new StringBuilder(variant + ", " + target + ", round " + number + ":");
    figures.forEach((name, value) ->
        line.append(' ').append(name).append('=').append(ResultTable.number(value)));
    out.println(line);
    wrong += figures.getOrDefault(PushMeasurement.WRONG, 0.0).longValue();
  }

  /** Counts what does not add up. */
  void require(String what, boolean exact) {
    out.println(what + ": balances " + (exact ? "exact" : "WRONG"));
    if (!exact) {
      wrong++;
    }
  }

  /** Writes down, and says, something that is no figure of a round. */
  void note(String name, Map<String, Double> values) throws IOException {
    recorder.note(name, values);
    out.println(name + ":");
    values.forEach((key, value) -> out.printf("  %12s  %s%n", ResultTable.number(value), key));
  }

  /** Prints the medians; 1 if anything was counted wrong. */
  int end() {
    out.println();
    out.print(ResultTable.text(recorder.samples()));
    out.println("median (min–max) of the rounds; raw results in " + recorder.file());
    if (wrong > 0) {
      out.println("WRONG: " + wrong + " deliveries or sockets did not add up");
      return 1;
    }
    return 0;
  }

  @Override
  public void close() {
    folder.close();
  }
}
