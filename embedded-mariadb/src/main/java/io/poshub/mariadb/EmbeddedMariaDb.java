package io.poshub.mariadb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running MariaDB server of our own on a data folder. Its process is not tied to this one: it
 * goes on when this process is killed, and the next start on the folder stops it first. Safe to use
 * from any thread.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedMariaDb.class);
  private static final String USER = "root";
  private static final int CLEAN_STOP_MAX_SECONDS = 60;
  private static final int FORCED_STOP_MAX_SECONDS = 10;

  private final ServerProcess server;
  private final String password;
  private final ReentrantLock closing = new ReentrantLock();

  private EmbeddedMariaDb(ServerProcess server, String password) {
    this.server = server;
    this.password = password;
  }

  /**
   * Installs what is missing, stops a server that an earlier process left behind, and returns when
   * the database answers. The folder must stay open for as long as the server runs.
   */
  public static EmbeddedMariaDb start(DataFolder folder, MariaDbSettings settings)
      throws IOException, InterruptedException {
    if (!folder.isHeld()) {
      throw new IllegalStateException("the data folder " + folder + " is closed");
    }
    ServerHome home = ServerHome.in(folder);
    Folders.createPrivate(home.path());
    ServerBinaries binaries =
        ServerBinaries.unpackedIn(settings.binariesCache().orElse(home.path()));
    new Orphans(home).stopAll();
    if (settings.binariesCache().isEmpty()) {
      binaries.deleteOtherVersions();
    }
    String password = PasswordFile.readOrCreate(home);
    new Installation(home, binaries).installIfMissing(USER, password);
    ServerProcess server =
        new Launcher(home, new ServerCommand(binaries, home.data()), settings)
            .launch(USER, password);
    Files.writeString(home.port(), server.port() + "\n", US_ASCII);
    log.info("database server {} runs on {}, port {}", server.pid(), home.path(), server.port());
    return new EmbeddedMariaDb(server, password);
  }

  /** Stops a server that an earlier process left behind on the folder, without starting another. */
  public static void stopOrphan(DataFolder folder) throws IOException, InterruptedException {
    new Orphans(ServerHome.in(folder)).stopAll();
  }

  /** Without a schema and without properties. */
  public String jdbcUrl() {
    return ServerProcess.jdbcUrl(server.port());
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  public int port() {
    return server.port();
  }

  public long pid() {
    return server.pid();
  }

  public boolean isAlive() {
    return server.process().isAlive();
  }

  /** Completes with the exit code when the server process has ended, whoever ended it. */
  public CompletableFuture<Integer> onExit() {
    return server.process().onExit().thenApply(Process::exitValue);
  }

  /**
   * Lets the server finish its work and stop; kills it if that takes too long. Returns when it is
   * gone. Idempotent.
   */
  @Override
  public void close() {
    closing.lock();
    try {
      if (!server.process().isAlive()) {
        return;
      }
      server.process().destroy();
      if (!awaitExit(CLEAN_STOP_MAX_SECONDS)) {
        log.warn(
            "database server {} did not stop within {} s: killing it",
            pid(),
            CLEAN_STOP_MAX_SECONDS);
        server.process().destroyForcibly();
        if (!awaitExit(FORCED_STOP_MAX_SECONDS)) {
          log.error("database server {} cannot be killed", pid());
        }
      }
    } finally {
      closing.unlock();
    }
  }

  /**
   * An interrupt does not cut the wait short, for a half-stopped server helps nobody; it is kept
   * for the caller.
   */
  private boolean awaitExit(int maxSeconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(maxSeconds);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return server.process().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return "EmbeddedMariaDb[port=" + port() + ", pid=" + pid() + "]";
  }
}
