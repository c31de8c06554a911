package io.poshub.bench.scenario;

import io.poshub.bench.peer.PushServer;
import io.poshub.bench.process.CpuUse;
import java.io.IOException;
import java.time.Duration;

/** Waits until a server has done what it does on its own, so that it is not measured. */
final class Quiet {
  /** A server that uses less than this share of a processor has nothing left to do. */
  private static final double BUSY_MAX = 0.1;

  private static final double NANOS = 1e9;

  private Quiet() {}

  /**
   * Returns when the server and its database are quiet, or when the time is over.
   *
   * @param look over how long it is looked whether they are
   */
  static void await(PushServer server, Duration look, Duration waitMax)
      throws IOException, InterruptedException {
    long beganNanos = System.nanoTime();
    while (System.nanoTime() - beganNanos < waitMax.toNanos()) {
      CpuUse before = cpu(server);
      Thread.sleep(look);
      CpuUse used = cpu(server).since(before);
      double busySeconds = used.serverSeconds() + used.databaseSeconds();
      if (busySeconds < BUSY_MAX * look.toNanos() / NANOS) {
        return;
      }
    }
  }

  private static CpuUse cpu(PushServer server) throws IOException {
    return CpuUse.now(server.serverPids(), server.databasePids());
  }
}
