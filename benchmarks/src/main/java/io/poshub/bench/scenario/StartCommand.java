package io.poshub.bench.scenario;

import io.poshub.bench.peer.HubServer;
import io.poshub.bench.process.Cores;
import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.EmbeddedMariaDb;
import io.poshub.mariadb.MariaDbSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./hub bench start}: from {@code ./hub start} to the line that says it is ready, on all
 * processors, as a user starts it.
 */
@Command(
    name = "start",
    description = "Time to ready: embedded database on an existing folder, external database.",
    mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
  private static final double MILLIS = 1_000;

  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--tenants", split = ",", description = "How many (default: 1,200).")
  private List<Integer> tenants = List.of(1, 200);

  public StartCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.unpinned("start", setting, false)) {
      for (int count : tenants) {
        embedded(contest, count);
        external(contest, count);
      }
      return contest.end();
    }
  }

  private void embedded(Contest contest, int count) throws IOException, InterruptedException {
    Path folder = Stage.prepared(contest, setting, count);
    for (int round = 1; round <= options.rounds(); round++) {
      contest.round(
          "embedded database, existing folder, " + count + " tenants",
          HubServer.NAME,
          round,
          () -> start(HubServer.Place.in(folder), count));
    }
  }

  /** The same data, but its database runs already. */
  private void external(Contest contest, int count) throws IOException, InterruptedException {
    Path folder = Stage.prepared(contest, setting, count);
    Path ownFolder = contest.folder().path().resolve("external-" + count);
    Files.createDirectories(ownFolder);
    Files.copy(HubServer.keysFile(folder), HubServer.keysFile(ownFolder));
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedMariaDb database = EmbeddedMariaDb.start(data, MariaDbSettings.defaults())) {
      Map<String, String> environment =
          Map.of(
              "HUB_DB_URL", database.jdbcUrl(),
              "HUB_DB_USER", database.user(),
              "HUB_DB_PASSWORD", database.password());
      for (int round = 1; round <= options.rounds(); round++) {
        contest.round(
            "external database, " + count + " tenants",
            HubServer.NAME,
            round,
            () -> start(new HubServer.Place(ownFolder, environment), count));
      }
    }
  }

  private Map<String, Double> start(HubServer.Place place, int count)
      throws IOException, InterruptedException {
    try (HubServer hub = HubServer.start(setting.hubByLauncher(), Cores.UNPINNED, place, count)) {
      Duration time = hub.startTime();
      return Map.of("ready_s", time.toMillis() / MILLIS);
    }
  }
}
