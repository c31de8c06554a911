package io.poshub.bench.scenario;

import io.poshub.bench.peer.PeerKind;
import io.poshub.bench.peer.Peers;
import io.poshub.bench.peer.PushServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The hub and the peers of a run, all of them up, of which one at a time is under load. */
final class PushServers implements AutoCloseable {
  private final List<PushServer> servers = new ArrayList<>();

  /** A peer that cannot be had here is left out, and that is said. */
  static PushServers start(Contest contest, BenchSetting setting, List<PeerKind> peers, int tenants)
      throws IOException, InterruptedException {
    PushServers started = new PushServers();
    try {
      started.servers.add(Stage.hub(contest, setting, tenants));
      Peers installer = new Peers(setting.peers(), contest.cores());
      for (PeerKind kind : peers) {
        try {
          started.servers.add(installer.start(kind, contest.folder().path(), tenants));
        } catch (IOException e) {
          contest.say("skipped " + kind.wire() + ": " + e.getMessage());
        }
      }
      return started;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** All of them, round by round in turn. */
  void rounds(Contest contest, String variant, RoundOptions options, PushLoad load)
      throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      for (PushServer server : servers) {
        Duration warmUp = options.warmUp(round);
        contest.round(
            variant, server.name(), round, () -> new PushMeasurement(server, load).run(warmUp));
      }
    }
  }

  /** One more. */
  void add(PushServer server) {
    servers.add(server);
  }

  List<PushServer> all() {
    return List.copyOf(servers);
  }

  @Override
  public void close() {
    servers.forEach(PushServer::close);
  }
}
