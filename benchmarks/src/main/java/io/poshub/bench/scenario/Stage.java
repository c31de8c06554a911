package io.poshub.bench.scenario;

import io.poshub.bench.peer.HubServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a hub of so many tenants lives. Thousands of schemas take minutes to make, so those are
 * kept from run to run, in {@code target/bench/stage}. Main thread.
 */
final class Stage {
  private static final int KEPT_FROM_TENANTS = 50;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STARTING_MAX = Duration.ofMinutes(3);

  private Stage() {}

  static HubServer hub(Contest contest, BenchSetting setting, int tenants)
      throws IOException, InterruptedException {
    Path folder = folder(contest, setting, tenants);
    HubServer.discardUnfinished(folder);
    if (tenants >= KEPT_FROM_TENANTS && !HubServer.isPrepared(folder)) {
      contest.say("preparing " + tenants + " tenants in " + folder + ", once ...");
    }
    HubServer hub =
        HubServer.start(setting.hub(), contest.cores(), HubServer.Place.in(folder), tenants);
    // It opens its tenants' tables first.
    Quiet.await(hub, LOOK, STARTING_MAX);
    return hub;
  }

  /** The folder of a hub with so many tenants that is not running. */
  static Path prepared(Contest contest, BenchSetting setting, int tenants)
      throws IOException, InterruptedException {
    Path folder = folder(contest, setting, tenants);
    if (!HubServer.isPrepared(folder)) {
      hub(contest, setting, tenants).close();
    }
    return folder;
  }

  private static Path folder(Contest contest, BenchSetting setting, int tenants) {
    return tenants >= KEPT_FROM_TENANTS
        ? setting.results().resolve("stage").resolve(tenants + "-tenants")
        : contest.folder().path().resolve("hub-" + tenants);
  }
}
