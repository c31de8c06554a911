package io.poshub.chaos.till;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.chaos.history.TerminalHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that one terminal has seen so far. Any thread. */
public final class Journal {
  /** A terminal that has never been connected. */
  public static final long NOWHERE = -1;

  private final String name;
  private final Set<String> types;
  private final Texts texts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final List<Connection> connections = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private @Nullable String epoch;
  private long reached = NOWHERE;
  private long acked = Beginning.NEVER_ACKED;
  private long mustReach;

  Journal(String name, Set<String> types, Texts texts) {
    this.name = name;
    this.types = Set.copyOf(types);
    this.texts = texts;
  }

  Connection open(Beginning beginning, Opening opening) {
    lock.lock();
    try {
      Connection connection = new Connection(connections.size() + 1, beginning, opening);
      connections.add(connection);
      epoch = opening.epoch();
      reached = Math.max(reached, opening.after());
      moved.signalAll();
      return connection;
    } finally {
      lock.unlock();
    }
  }

  void delivered(Connection connection, SeenEvent event) {
    SeenEvent kept = new SeenEvent(event.seq(), event.id(), event.type(), texts.once(event.text()));
    lock.lock();
    try {
      connection.delivered(kept);
      reached = Math.max(reached, event.seq());
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void note(Connection connection, Consumer<Connection> what) {
    lock.lock();
    try {
      what.accept(connection);
    } finally {
      lock.unlock();
    }
  }

  /** An answer to an upgrade or a poll that was not deserved. */
  void refused(String what) {
    lock.lock();
    try {
      refusals.add(what);
    } finally {
      lock.unlock();
    }
  }

  /** An ack is about to be sent: whether or not it arrives, the hub may know it from now on. */
  void acking(long seq) {
    lock.lock();
    try {
      acked = Math.max(acked, seq);
    } finally {
      lock.unlock();
    }
  }

  long acked() {
    lock.lock();
    try {
      return acked;
    } finally {
      lock.unlock();
    }
  }

  /** The highest seq received; {@link #NOWHERE} before the first connection. */
  public long reached() {
    lock.lock();
    try {
      return reached;
    } finally {
      lock.unlock();
    }
  }

  @Nullable String epoch() {
    lock.lock();
    try {
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything up to there has come; false if the time was over first. */
  public boolean awaitReached(long seq, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      long leftNanos = deadlineNanos - System.nanoTime();
      while (reached < seq && leftNanos > 0) {
        leftNanos = moved.awaitNanos(leftNanos);
      }
      return reached >= seq;
    } finally {
      lock.unlock();
    }
  }

  /** From now on everything up to there counts as lost if it is not there. */
  public void mustReach(long seq) {
    lock.lock();
    try {
      mustReach = seq;
    } finally {
      lock.unlock();
    }
  }

  public boolean wants(String type) {
    return types.isEmpty() || types.contains(type);
  }

  public String name() {
    return name;
  }

  public TerminalHistory history(int replacedStillOpen) {
    lock.lock();
    try {
      List<ConnectionHistory> all = connections.stream().map(Connection::history).toList();
      return new TerminalHistory(name, types, all, mustReach, refusals, replacedStillOpen);
    } finally {
      lock.unlock();
    }
  }
}
