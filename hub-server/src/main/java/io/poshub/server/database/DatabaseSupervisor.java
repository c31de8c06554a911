package io.poshub.server.database;

import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.EmbeddedMariaDb;
import io.poshub.mariadb.MariaDbSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the embedded database running: if its process dies while the hub lives, a new one is
 * started on the same port, recovers what was committed, and the pool's connections find it. Any
 * thread.
 */
public final class DatabaseSupervisor implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseSupervisor.class);

  private final DataFolder folder;
  private final MariaDbSettings settings;
  private final ThreadFactory threads;
  private final ReentrantLock changing = new ReentrantLock();
  private EmbeddedMariaDb database;
  private volatile boolean closed;

  private DatabaseSupervisor(
      DataFolder folder,
      MariaDbSettings settings,
      ThreadFactory threads,
      EmbeddedMariaDb database) {
    this.folder = folder;
    this.settings = settings;
    this.threads = threads;
    this.database = database;
  }

  /** Starts the database and watches it from now on. */
  public static DatabaseSupervisor start(
      DataFolder folder, MariaDbSettings settings, ThreadFactory threads)
      throws IOException, InterruptedException {
    EmbeddedMariaDb database = EmbeddedMariaDb.start(folder, settings);
    DatabaseSupervisor supervisor =
        new DatabaseSupervisor(folder, settings.withPort(database.port()), threads, database);
    supervisor.watch(database);
    return supervisor;
  }

  public String jdbcUrl() {
    return current().jdbcUrl();
  }

  public String user() {
    return current().user();
  }

  public String password() {
    return current().password();
  }

  /** The server process that is there now, for people and tests. */
  public long pid() {
    return current().pid();
  }

  @Override
  public void close() {
    closed = true;
    changing.lock();
    try {
      database.close();
    } finally {
      changing.unlock();
    }
  }

  private EmbeddedMariaDb current() {
    changing.lock();
    try {
      return database;
    } finally {
      changing.unlock();
    }
  }

  private void watch(EmbeddedMariaDb watched) {
    CompletableFuture<Void> watching =
        watched
            .onExit()
            .thenAccept(code -> {
              if (!closed) {
                LOG.error("The database server ended with code {}; starting it again", code);
                threads.newThread(this::replace).start();
              }
            });
    // Nobody waits for it; a failure in it would only be one of starting the thread.
    watching.exceptionally(failure -> {
      LOG.error("The database server cannot be watched", failure);
      return null;
    });
  }

  private void replace() {
    Duration pause = FIRST_PAUSE;
    while (!closed && !replaced()) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  /** One attempt; closing the hub meanwhile waits for it, so that no server is left behind. */
  private boolean replaced() {
    changing.lock();
    try {
      if (closed) {
        return true;
      }
      database = EmbeddedMariaDb.start(folder, settings);
      watch(database);
      LOG.info("The database server is back");
      return true;
    } catch (IOException e) {
      LOG.error("The database server does not start; trying again", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      changing.unlock();
    }
  }
}
