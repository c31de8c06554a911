package io.poshub.chaos;

import io.poshub.chaos.check.Violation;
import io.poshub.chaos.plan.Planner;
import io.poshub.chaos.plan.RoundPlan;
import io.poshub.chaos.process.HubSettings;
import io.poshub.chaos.process.WorkFolder;
import io.poshub.chaos.round.Figures;
import io.poshub.chaos.round.RoundRunner;
import io.poshub.chaos.round.Run;
import io.poshub.protocol.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Runs the rounds one after the other and stops at the first that shows a violation. */
@Command(
    name = "hub chaos",
    description = "Torments a hub of its own and checks from outside that it keeps its promises.",
    mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {
  private static final int FOUND = 1;
  private static final int COULD_NOT_RUN = 3;
  private static final int ROUNDS_MAX = 5_000;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Set<Violation> violations = new LinkedHashSet<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private final long beganNanos = System.nanoTime();
  private int roundsPlayed;
  private long longestSettleMillis;

  @Option(names = "--java", required = true, description = "The Java to run the hub with.")
  private Path java = Path.of("java");

  @Option(names = "--hub-class-path", required = true, description = "The hub's jars.")
  private String hubClassPath = "";

  @Option(names = "--hub-java-options", description = "Options for it, with spaces between.")
  private String hubJavaOptions = "";

  @Option(names = "--rounds", description = "How many rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 20;

  @Option(names = "--seed", description = "Replays a run's plan (default: drawn).")
  private @Nullable Long givenSeed;

  @Option(names = "--keep-going", description = "Goes on after a violation.")
  private boolean keepGoing;

  @Option(names = "--keep", description = "Keeps the hub's data and log.")
  private boolean keep;

  @Option(names = "--json", description = "One line of JSON at the end.")
  private boolean json;

  ChaosCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (rounds < 1 || rounds > ROUNDS_MAX) {
      err.println("--rounds must be 1 to " + ROUNDS_MAX);
      return ExitCode.USAGE;
    }
    long seed = givenSeed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : givenSeed;
    err.println("seed " + seed);
    try {
      return torment(seed);
    } catch (IOException e) {
      err.println("chaos: in round " + (roundsPlayed + 1) + ": " + e.getMessage());
      err.println("replay: " + replay(seed, roundsPlayed + 1));
      return COULD_NOT_RUN;
    }
  }

  private int torment(long seed) throws IOException, InterruptedException {
    WorkFolder folder = WorkFolder.create();
    Run run = new Run(new HubSettings(java, options(), hubClassPath, folder.path()));
    // Also after Ctrl-C nothing stays behind.
    Thread cleaning =
        Thread.ofPlatform()
            .unstarted(() -> {
              run.close();
              folder.close();
            });
    Runtime.getRuntime().addShutdownHook(cleaning);
    if (keep) {
      folder.keep();
    }
    try {
      play(run, seed);
    } catch (IOException e) {
      folder.keep();
      err.println("the hub's log is in " + folder.path());
      throw e;
    }
    Figures figures = run.figures();
    if (!violations.isEmpty() || keep) {
      folder.keep();
      err.println("the hub's data and log are in " + folder.path());
    }
    return report(seed, figures);
  }

  private void play(Run run, long seed) throws IOException, InterruptedException {
    RoundRunner runner = run.begin();
    Planner planner = Run.planner(seed);
    for (int round = 1; round <= rounds && mayGoOn(); round++) {
      RoundPlan plan = planner.plan(round);
      long roundBeganNanos = System.nanoTime();
      RoundRunner.Verdict verdict = runner.run(plan);
      roundsPlayed = round;
      plan.faults().forEach(fault -> faults.merge(fault.kind().word(), 1, Integer::sum));
      tell(round, verdict.violations());
      longestSettleMillis = Math.max(longestSettleMillis, verdict.settleMillis());
      err.println(
          plan.summary()
              + ", "
              + millisSince(roundBeganNanos)
              + " ms, settled in "
              + verdict.settleMillis());
    }
    if (mayGoOn()) {
      tell(roundsPlayed, runner.judgeEverything());
    }
  }

  /** At once, and each only once: a history keeps showing what it showed before. */
  private void tell(int round, List<Violation> found) {
    List<Violation> fresh = found.stream().filter(violations::add).toList();
    if (!fresh.isEmpty()) {
      err.println("VIOLATED in round " + round + ":");
      Report.shown(fresh).forEach(err::println);
    }
  }

  private boolean mayGoOn() {
    return keepGoing || violations.isEmpty();
  }

  private int report(long seed, Figures figures) {
    Report report =
        new Report(
            seed,
            roundsPlayed,
            faults,
            figures,
            longestSettleMillis,
            millisSince(beganNanos),
            List.copyOf(violations));
    if (!violations.isEmpty()) {
      err.println("replay: " + replay(seed, roundsPlayed));
    }
    out.println(json ? Json.write(report.json()) : report.text());
    return violations.isEmpty() ? 0 : FOUND;
  }

  private List<String> options() {
    return hubJavaOptions.isBlank() ? List.of() : List.of(hubJavaOptions.strip().split("\\s+"));
  }

  private String replay(long seed, int round) {
    return "./hub chaos --seed " + seed + " --rounds " + round;
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
