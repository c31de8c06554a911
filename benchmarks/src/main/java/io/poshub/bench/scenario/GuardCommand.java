package io.poshub.bench.scenario;

import io.poshub.bench.measure.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./hub bench guard}: a short look whether the hub is still as far ahead of its peers as it
 * was. What misses its floor is measured once more before it counts.
 */
@Command(
    name = "guard",
    description = "Fails when a ratio to a peer falls below its stored floor.",
    mixinStandardHelpOptions = true)
public final class GuardCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Mixin private final GuardOptions options = new GuardOptions();

  @Option(names = "--save", description = "Keep what is reached now as the floors.")
  private boolean save;

  @Option(
      names = "--noise",
      description = "Share of a floor that does not count (default: ${DEFAULT-VALUE}).")
  private double noise = 0.3;

  public GuardCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Path file = setting.root().resolve("benchmarks/guard.floors");
    if (!save && !Files.exists(file)) {
      throw new IOException("there are no floors yet: ./hub bench guard --save");
    }
    try (Contest contest = Contest.begin("guard", setting, true);
        GuardRun run = GuardRun.start(contest, setting, options)) {
      Map<String, Double> ratios = new TreeMap<>(run.measure());
      if (save) {
        new GuardFloors(ratios).write(file);
        contest.say("floors are in " + file);
        return contest.end();
      }
      GuardFloors floors = GuardFloors.read(file);
      if (!floors.missed(ratios, noise).isEmpty()) {
        contest.say("below the floor; once more ...");
        run.measure().forEach((name, ratio) -> ratios.merge(name, ratio, Math::max));
      }
      Map<String, Double> missed = floors.missed(ratios, noise);
      int status = contest.end();
      ratios.forEach((name, ratio) -> contest.say(line(name, ratio, floors, missed)));
      return missed.isEmpty() ? status : 1;
    }
  }

  private static String line(
      String name, double ratio, GuardFloors floors, Map<String, Double> missed) {
    Double floor = floors.floors().get(name);
    return (missed.containsKey(name) ? "BELOW  " : "ok     ")
        + name
        + ": "
        + ResultTable.number(ratio)
        + " x"
        + (floor == null ? ", no floor" : ", floor " + ResultTable.number(floor));
  }
}
