package io.poshub.engine.lane;

import io.poshub.engine.sql.SqlFailure;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.stream.CommittedEvents;
import io.poshub.engine.stream.StreamAppender;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Position;
import io.poshub.protocol.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches: one transaction, bounded retries, and if a batch cannot work as a whole its halves,
 * and theirs, so that a poison command fails alone and costs the others few transactions. Lane
 * threads.
 */
final class BatchRunner {
  /** How often a batch is tried before it is taken apart, or a lone command fails. */
  static final int ATTEMPTS_MAX = 5;

  private static final long BACKOFF_STEP_MILLIS = 4;
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  private final LaneConnections connections;
  private final String mainSchema;
  private final StreamAppender appender;
  private final CommittedEvents committed;
  private final LaneListener listener;
  private final InstantSource clock;
  private final Ids ids;

  BatchRunner(
      Transactions transactions,
      int keptConnections,
      CommittedEvents committed,
      LaneListener listener,
      InstantSource clock,
      Ids ids) {
    this.connections = new LaneConnections(transactions, keptConnections, System::nanoTime);
    this.appender = new StreamAppender(transactions.schemas());
    this.committed = committed;
    this.mainSchema = transactions.schemas().main();
    this.listener = listener;
    this.clock = clock;
    this.ids = ids;
  }

  /** Runs the commands to their answers; never throws. */
  void run(Tenant tenant, LaneMemory memory, List<Pending<?>> commands) {
    LaneException failure = attempts(tenant, memory, commands);
    if (failure == null) {
      return;
    }
    boolean poison = failure.code() == ErrorCode.INTERNAL_ERROR;
    if (poison && commands.size() > 1) {
      int half = commands.size() / 2;
      run(tenant, memory, commands.subList(0, half));
      run(tenant, memory, commands.subList(half, commands.size()));
      return;
    }
    if (poison) {
      LOG.error("A command for tenant {} failed", tenant.slug(), failure);
    }
    commands.forEach(command -> command.fail(failure));
  }

  /** Tries until the batch committed (null) or must not be tried again. */
  private @Nullable LaneException attempts(
      Tenant tenant, LaneMemory memory, List<Pending<?>> commands) {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = attempt(tenant, memory, commands, attempt > 1);
      if (!(outcome instanceof Outcome.Committed)) {
        memory.forget();
      }
      switch (outcome) {
        case Outcome.Committed _ -> {
          return null;
        }
        case Outcome.Failed(LaneException failure) -> {
          return failure;
        }
        case Outcome.TryAgain(Exception cause, boolean atOnce) -> {
          if (attempt == ATTEMPTS_MAX) {
            return exhausted(commands, cause);
          }
          listener.onRetry();
          if (!atOnce) {
            backOff(attempt);
          }
        }
      }
    }
  }

  /** Many commands that keep colliding are taken apart; one that does is told to come back. */
  private static LaneException exhausted(List<Pending<?>> commands, Exception cause) {
    return new LaneException(
        commands.size() > 1 ? ErrorCode.INTERNAL_ERROR : ErrorCode.UNAVAILABLE, cause);
  }

  private Outcome attempt(
      Tenant tenant, LaneMemory memory, List<Pending<?>> commands, boolean isRetry) {
    long startedNanos = System.nanoTime();
    Stage stage = Stage.DECIDING;
    LaneConnections.@Nullable Held held = null;
    try {
      held = connections.take(tenant.slug());
      Connection connection = held.connection();
      Batch batch =
          new Batch(tenant, Times.toMillis(clock.instant()), ids, mainSchema, memory, isRetry);
      Writes writes = new Writes(connection);
      List<Pending.Decided> decisions = decide(connection, batch, commands);
      batch.flush(writes);
      StreamAppender.@Nullable Appended appended = append(connection, writes, tenant, batch);
      Writes.Commit commit = writes.upToCommit();
      stage = Stage.COMMITTING;
      commit.send();
      stage = Stage.COMMITTED;
      batch.committed();
      listener.onChanged(tenant.slug());
      connections.giveBack(held);
      answer(tenant, decisions, appended, startedNanos);
    } catch (SQLException | RuntimeException e) {
      return failed(e, undo(tenant, held, stage, e), stage, memory);
    }
    return new Outcome.Committed();
  }

  private StreamAppender.@Nullable Appended append(
      Connection connection, Writes writes, Tenant tenant, Batch batch) throws SQLException {
    if (batch.events().isEmpty()) {
      return null;
    }
    KnownHead known = batch.recall(KnownHead.class);
    StreamAppender.Appended appended =
        appender.append(
            connection,
            writes,
            tenant.slug(),
            known == null ? null : known.position(),
            batch.events());
    batch.learn(KnownHead.class, new KnownHead(appended.head()));
    batch.placed(writes, appended.head().epoch(), appended.events());
    return appended;
  }

  private static List<Pending.Decided> decide(
      Connection connection, Batch batch, List<Pending<?>> commands) throws SQLException {
    commands.forEach(command -> command.claim(batch));
    batch.load(connection);
    List<Pending.Decided> decisions = new ArrayList<>(commands.size());
    commands.forEach(command -> decisions.add(command.decide(batch)));
    return decisions;
  }

  /**
   * Rolls back, tells what the failure means and gives the connection away. A committed batch has
   * nothing to undo, and has given its connection back.
   */
  private SqlFailure undo(
      Tenant tenant, LaneConnections.@Nullable Held held, Stage stage, Exception cause) {
    if (held == null || stage == Stage.COMMITTED) {
      return meaning(null, cause);
    }
    rollBack(held.connection(), cause);
    SqlFailure failure = meaning(held.connection(), cause);
    connections.discard(held);
    if (stage == Stage.COMMITTING) {
      listener.onChanged(tenant.slug());
    }
    return failure;
  }

  private static SqlFailure meaning(@Nullable Connection connection, Exception cause) {
    if (!(cause instanceof SQLException failure)) {
      return SqlFailure.OTHER;
    }
    return connection == null ? SqlFailure.of(failure) : SqlFailure.on(connection, failure);
  }

  /**
   * Closing would roll back as well, but only after the pool has reset the connection. What went
   * wrong before is what counts: on a connection that is gone, this fails too.
   */
  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Callers first: a till's answer does not wait for anybody's broadcast. */
  private void answer(
      Tenant tenant,
      List<Pending.Decided> decisions,
      StreamAppender.@Nullable Appended appended,
      long startedNanos) {
    long committedNanos = System.nanoTime();
    decisions.forEach(Pending.Decided::complete);
    if (appended != null) {
      committed.onCommitted(tenant.slug(), appended.head(), appended.events(), committedNanos);
    }
    listener.onBatch(
        decisions.size(),
        appended == null ? 0 : appended.events().size(),
        committedNanos - startedNanos);
  }

  private static Outcome failed(Exception e, SqlFailure failure, Stage stage, LaneMemory memory) {
    return switch (stage) {
      case COMMITTED -> committedAnyway(e);
      case COMMITTING ->
          failure.wasUndone()
              ? undone(e, failure, memory)
              : new Outcome.Failed(new LaneException(ErrorCode.OUTCOME_UNKNOWN, e));
      case DECIDING -> undone(e, failure, memory);
    };
  }

  private static Outcome undone(Exception e, SqlFailure failure, LaneMemory memory) {
    return switch (failure) {
      case RETRYABLE -> new Outcome.TryAgain(e, false);
      // What is there already will not go away.
      case DUPLICATE_KEY -> new Outcome.TryAgain(e, true);
      case POOL_EXHAUSTED -> new Outcome.Failed(new LaneException(ErrorCode.OVERLOADED, e));
      case READ_ONLY, CONNECTION_LOST ->
          new Outcome.Failed(new LaneException(ErrorCode.UNAVAILABLE, e));
      // What was assumed may be why; the next try assumes nothing.
      case REFUSED ->
          memory.isEmpty()
              ? new Outcome.Failed(new LaneException(ErrorCode.INTERNAL_ERROR, e))
              : new Outcome.TryAgain(e, true);
      case OTHER -> new Outcome.Failed(new LaneException(ErrorCode.INTERNAL_ERROR, e));
    };
  }

  /** After the commit nothing may lead to another try: the effects would happen twice. */
  private static Outcome committedAnyway(Exception e) {
    LOG.warn("A batch is committed, but something failed after that", e);
    return new Outcome.Committed();
  }

  /** Short, because the lane's worker waits along. */
  private static void backOff(int attempt) {
    try {
      Thread.sleep(BACKOFF_STEP_MILLIS * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the tenant's batches know the stream's head to be. */
  private record KnownHead(Position position) {}

  /** How far a transaction got: what an error means depends on it. */
  private enum Stage {
    DECIDING,
    /** The last statements are on their way with the commit behind them. */
    COMMITTING,
    COMMITTED
  }

  private sealed interface Outcome {
    record Committed() implements Outcome {}

    record TryAgain(Exception cause, boolean atOnce) implements Outcome {}

    record Failed(LaneException failure) implements Outcome {}
  }
}
