package io.poshub.chaos.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a port that stays free while a hub is down. */
public final class FreePort {
  /** Below the range from which systems take the ports of outgoing connections. */
  private static final int FIRST = 20_000;

  private static final int LAST = 30_000;
  private static final int ATTEMPTS_MAX = 200;

  private FreePort() {}

  public static int find() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        if (attempt == ATTEMPTS_MAX - 1) {
          throw e;
        }
      }
    }
    throw new IOException("no port is free");
  }
}
