package io.poshub.engine.timer;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires timers when their time has come. A step to be called often, on one virtual thread of each
 * node.
 *
 * <p>Picking a timer and counting the attempt is one short transaction that skips what others have
 * locked, and moves the timer to the time of its next attempt: so no two nodes fire it at once, and
 * should this node die or the handler fail, it comes again by itself. Only a handler that takes
 * longer than the back-off is overtaken, and then the second finds nothing left to do.
 */
public final class Timers {
  /** After so many attempts, about half an hour, a timer is given up. */
  public static final int ATTEMPTS_MAX = 12;

  /** Dead timers that one list shows. */
  public static final int DEAD_MAX = 200;

  static final Duration BACKOFF_FIRST = Duration.ofSeconds(2);
  static final Duration BACKOFF_MAX = Duration.ofMinutes(5);

  /** Timers that are fired together; a lane makes one transaction of those of its tenant. */
  static final int ROUND_MAX_TIMERS = 200;

  /** Rounds of one step while there are more; then others on this thread have their turn. */
  private static final int STEP_MAX_ROUNDS = 20;

  /** How long a round is waited for; what takes longer counts as failed and may still happen. */
  private static final Duration ROUND_WAIT = Lanes.ANSWER_WAIT;

  private static final int ERROR_MAX_CHARS = 120;
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final Transactions transactions;
  private final Tenants tenants;
  private final Map<TimerKind, TimerHandler> handlers;
  private final InstantSource clock;

  public Timers(
      Transactions transactions,
      Tenants tenants,
      Map<TimerKind, TimerHandler> handlers,
      InstantSource clock) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.handlers = Map.copyOf(handlers);
    this.clock = clock;
  }

  /** A timer that was handed to its handler. */
  private record Fired(Timer timer, CompletableFuture<?> done) {}

  /** Fires what is due and returns how many timers were; the failed ones count too. */
  public int fireDue() {
    int fired = 0;
    for (int round = 0; round < STEP_MAX_ROUNDS; round++) {
      List<Timer> due = transactions.transactionInMain(connection -> pick(rows(connection)));
      due.stream().map(this::fire).toList().forEach(this::await);
      fired += due.size();
      if (due.size() < ROUND_MAX_TIMERS || Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return fired;
  }

  /** What was given up, newest first. */
  public List<DeadTimer> dead(String tenant) {
    return transactions.inMain(connection -> rows(connection).dead(tenant, DEAD_MAX));
  }

  /** Has a tenant's dead timers tried again at once; returns how many there are. */
  public int revive(String tenant) {
    return transactions.inMain(connection -> rows(connection).revive(tenant, clock.instant()));
  }

  static Duration backOff(int attempt) {
    long factor = 1L << Math.min(attempt - 1, 30);
    Duration wait = BACKOFF_FIRST.multipliedBy(factor);
    return wait.compareTo(BACKOFF_MAX) < 0 ? wait : BACKOFF_MAX;
  }

  private List<Timer> pick(TimerRows rows) throws SQLException {
    Instant now = clock.instant();
    List<Timer> picked = new ArrayList<>();
    for (Timer timer : rows.lockDue(handlers.keySet(), now, ROUND_MAX_TIMERS)) {
      if (timer.attempt() > ATTEMPTS_MAX) {
        rows.bury(timer, now);
        LOG.error(
            "A timer {} of tenant {} is given up after {} attempts; the operator can list it",
            timer.kind().wire(),
            timer.tenant(),
            ATTEMPTS_MAX);
      } else {
        rows.postpone(timer, now.plus(backOff(timer.attempt())));
        picked.add(timer);
      }
    }
    return picked;
  }

  private Fired fire(Timer timer) {
    try {
      TimerHandler handler = requireNonNull(handlers.get(timer.kind()), "handler is null");
      Tenant tenant = tenants.find(timer.tenant()).orElseThrow();
      return new Fired(timer, handler.fire(tenant, timer.ref()));
    } catch (RuntimeException e) {
      return new Fired(timer, CompletableFuture.failedFuture(e));
    }
  }

  private void await(Fired fired) {
    try {
      fired.done().orTimeout(ROUND_WAIT.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      failed(fired.timer(), e.getCause() == null ? e : e.getCause());
    }
  }

  /** Only the failure's name is kept: messages may quote what belongs in no table. */
  private void failed(Timer timer, Throwable failure) {
    String name =
        failure instanceof LaneException lane
            ? lane.code().wire()
            : failure.getClass().getSimpleName();
    LOG.warn(
        "Attempt {} of a timer {} of tenant {} failed: {}",
        timer.attempt(),
        timer.kind().wire(),
        timer.tenant(),
        name);
    try {
      String error = name.substring(0, Math.min(name.length(), ERROR_MAX_CHARS));
      transactions.inMain(connection -> {
        rows(connection).noteFailure(timer, error);
        return true;
      });
    } catch (DatabaseException e) {
      LOG.debug("The failure of a timer could not be noted", e);
    }
  }

  private TimerRows rows(Connection connection) {
    return new TimerRows(connection, transactions.schemas().main());
  }
}
