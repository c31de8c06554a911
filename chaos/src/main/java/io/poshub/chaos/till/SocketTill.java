package io.poshub.chaos.till;

import io.poshub.chaos.history.Beginning;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A till on a WebSocket that comes back whenever it is thrown out. One virtual thread keeps a
 * connection open, each connection reads on one of its own.
 */
public final class SocketTill implements Till {
  private static final int PAUSE_MIN_MILLIS = 10;
  private static final int PAUSE_MAX_MILLIS = 150;

  private final TillSettings settings;
  private final Journal journal;
  private final ReadingPause reading = new ReadingPause();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<TillConnection> older = new ArrayList<>();
  private @Nullable TillConnection newest;
  private boolean twinWanted;
  private boolean closed;
  private int attempts;

  public SocketTill(TillSettings settings, Texts texts) {
    this.settings = settings;
    this.journal = new Journal(settings.name(), settings.types(), texts);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void start() {
    Thread.ofVirtual().name("till-" + settings.name()).start(this::keepConnected);
  }

  private void keepConnected() {
    try {
      while (open()) {
        if (awaitEndOrTwin()) {
          awaitPause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the next connection; false if the till is closed. */
  private boolean open() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      Beginning beginning = beginning();
      newest =
          new TillConnection(settings, journal, beginning, query(beginning), reading, this::onEnd);
      newest.start();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** True if the newest connection ended, false if a second one is wanted beside it. */
  private boolean awaitEndOrTwin() throws InterruptedException {
    lock.lock();
    try {
      TillConnection current = newest;
      while (current != null && !current.hasEnded() && !twinWanted && !closed) {
        changed.await();
      }
      if (current != null && twinWanted && !closed) {
        older.add(current);
        twinWanted = false;
        return false;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void awaitPause() throws InterruptedException {
    int millis = ThreadLocalRandom.current().nextInt(PAUSE_MIN_MILLIS, PAUSE_MAX_MILLIS);
    lock.lock();
    try {
      long leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (leftNanos > 0 && !closed) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private Beginning beginning() {
    attempts++;
    boolean remembers =
        switch (settings.memory()) {
          case POSITION -> true;
          case NAME -> false;
          case SOMETIMES -> attempts % 2 == 0;
        };
    long reached = journal.reached();
    return remembers && reached != Journal.NOWHERE
        ? new Beginning.After(reached)
        : new Beginning.HubRemembers(journal.acked());
  }

  private String query(Beginning beginning) {
    StringJoiner query = new StringJoiner("&", "/ws/pos/" + settings.tenant() + "?", "");
    if (settings.terminal() != null) {
      query.add("terminal=" + settings.terminal());
    }
    if (beginning instanceof Beginning.After(long seq)) {
      query.add("after=" + seq).add("epoch=" + journal.epoch());
    }
    if (!settings.types().isEmpty()) {
      query.add("events=" + String.join(",", settings.types()));
    }
    return query.toString();
  }

  private void onEnd() {
    lock.lock();
    try {
      older.removeIf(TillConnection::hasEnded);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void drop() {
    TillConnection current = current();
    if (current != null) {
      current.drop();
    }
  }

  @Override
  public void pause(int millis) {
    reading.pause(millis);
  }

  @Override
  public void resume() {
    reading.resume();
  }

  /** Without a name there is nothing to replace. */
  @Override
  public void twin() {
    if (settings.terminal() == null) {
      return;
    }
    lock.lock();
    try {
      twinWanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int olderConnections() {
    lock.lock();
    try {
      return older.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TillConnection current() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<TillConnection> open;
    lock.lock();
    try {
      closed = true;
      open = new ArrayList<>(older);
      if (newest != null) {
        open.add(newest);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    reading.resume();
    open.forEach(TillConnection::drop);
  }
}
