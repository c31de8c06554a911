package io.poshub.engine.lane;

import io.poshub.engine.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that stay with the lanes from one batch to the next, their transaction mode and
 * schema as the last batch left them: begin and end of a batch then cost no round trip of their
 * own. All others come from the pool and go back to it. Any thread; one connection is with one
 * worker at a time.
 */
final class LaneConnections {
  /** Used this lately, a connection is trusted; else it is asked whether it is alive. */
  private static final Duration FRESH_FOR = Duration.ofMillis(500);

  /** After this time a connection goes back, so that the pool can renew it. */
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);

  private static final int ALIVE_WAIT_SECONDS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(LaneConnections.class);

  private final Transactions transactions;
  private final int keptMax;
  private final LongSupplier nanoClock;
  private final Deque<Held> idle = new ArrayDeque<>();

  /**
   * @param keptMax connections that may stay here; the pool must have more, for everybody else
   */
  LaneConnections(Transactions transactions, int keptMax, LongSupplier nanoClock) {
    this.transactions = transactions;
    this.keptMax = keptMax;
    this.nanoClock = nanoClock;
  }

  /** A connection with a worker. */
  record Held(Connection connection, String tenant, long takenNanos, long usedNanos) {}

  /** A connection in the tenant's schema, with a transaction begun. */
  Held take(String tenant) throws SQLException {
    for (Held held = poll(tenant); held != null; held = poll(tenant)) {
      if (isAlive(held)) {
        transactions.enterTenant(held.connection, tenant);
        return new Held(held.connection, tenant, held.takenNanos, held.usedNanos);
      }
      close(held);
    }
    long nowNanos = nanoClock.getAsLong();
    return new Held(transactions.beginInTenant(tenant), tenant, nowNanos, nowNanos);
  }

  /** Its transaction was committed: the next batch may have it. */
  void giveBack(Held held) {
    long nowNanos = nanoClock.getAsLong();
    if (nowNanos - held.takenNanos > KEPT_FOR.toNanos() || !keep(held, nowNanos)) {
      close(held);
    }
  }

  /** Rolls back what was begun. */
  void discard(Held held) {
    close(held);
  }

  private boolean keep(Held held, long nowNanos) {
    synchronized (idle) {
      if (idle.size() >= keptMax) {
        return false;
      }
      idle.push(new Held(held.connection, held.tenant, held.takenNanos, nowNanos));
      return true;
    }
  }

  /** Best the one that stands in the tenant's schema already. */
  private @Nullable Held poll(String tenant) {
    synchronized (idle) {
      for (Held held : idle) {
        if (held.tenant.equals(tenant)) {
          idle.remove(held);
          return held;
        }
      }
      return idle.poll();
    }
  }

  private boolean isAlive(Held held) throws SQLException {
    return nanoClock.getAsLong() - held.usedNanos < FRESH_FOR.toNanos()
        || held.connection.isValid(ALIVE_WAIT_SECONDS);
  }

  private static void close(Held held) {
    try {
      held.connection.close();
    } catch (SQLException e) {
      LOG.debug("A lane's connection did not close well", e);
    }
  }
}
