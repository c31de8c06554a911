package io.poshub.engine.lane;

import io.poshub.engine.read.Spread;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.CommittedEvents;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All tenants' lanes on this node. Any thread. */
public final class Lanes {
  /**
   * How long a caller waits for its command; what happens to it after that is not known to the
   * caller.
   */
  public static final Duration ANSWER_WAIT = Duration.ofSeconds(30);

  /**
   * A node that writes alone may answer from memory, but somebody with a prompt may write too: what
   * they write is seen this much later.
   */
  public static final Duration OTHERS_SEEN_AFTER = Duration.ofSeconds(10);

  /**
   * The same for what lanes remember of a tenant: settings, which hardly anybody changes so, and
   * the places of head and numbers, which are checked whenever they are moved.
   */
  public static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

  private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
  private final BatchRunner runner;
  private final Executor workers;
  private final LaneListener listener;
  private final boolean writesAlone;

  /** Makes lanes on a pool of the default size, beside other nodes. */
  public Lanes(
      Transactions transactions,
      CommittedEvents committed,
      LaneListener listener,
      InstantSource clock,
      Ids ids,
      Executor workers) {
    this(
        transactions,
        DatabaseSettings.laneConnections(DatabaseSettings.POOL_SIZE_DEFAULT),
        false,
        committed,
        listener,
        clock,
        ids,
        workers);
  }

  /**
   * Makes lanes on a pool.
   *
   * @param keptConnections connections that may stay with the lanes between batches
   * @param writesAlone whether no other node can write to the same database, so that what was read
   *     once need not be read again
   * @param workers runs the lanes' turns; a lane has at most one at a time
   */
  public Lanes(
      Transactions transactions,
      int keptConnections,
      boolean writesAlone,
      CommittedEvents committed,
      LaneListener listener,
      InstantSource clock,
      Ids ids,
      Executor workers) {
    this.runner = new BatchRunner(transactions, keptConnections, committed, listener, clock, ids);
    this.workers = workers;
    this.listener = listener;
    this.writesAlone = writesAlone;
  }

  /** Queues a command; the future fails with a {@link LaneException} if it gets no answer. */
  public <R> CompletableFuture<R> submit(Tenant tenant, Command<R> command) {
    return lane(tenant).submit(tenant, command);
  }

  /** Queues a command and waits for its answer. Virtual threads. */
  public <R> R call(Tenant tenant, Command<R> command) {
    return await(submit(tenant, command));
  }

  /** Waits for the answer to a submitted command. Virtual threads. */
  public static <R> R await(CompletableFuture<R> answer) {
    try {
      return answer.get(ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LaneException failure
          ? failure
          : new LaneException(ErrorCode.INTERNAL_ERROR, e.getCause());
    } catch (TimeoutException e) {
      throw new LaneException(ErrorCode.OUTCOME_UNKNOWN, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaneException(ErrorCode.OUTCOME_UNKNOWN, e);
    }
  }

  /** Whether no lane has work, for a drain that waits. */
  public boolean areIdle() {
    return lanes.values().stream().allMatch(Lane::isIdle);
  }

  /** Whether nobody else writes to the same database, but people with a prompt. */
  public boolean writeAlone() {
    return writesAlone;
  }

  private Lane lane(Tenant tenant) {
    return lanes.computeIfAbsent(
        tenant.slug(),
        _ ->
            new Lane(
                tenant,
                runner,
                new LaneMemory(
                    writesAlone, Spread.of(REMEMBERED_FOR, tenant.slug()), System::nanoTime),
                workers,
                listener,
                System::nanoTime));
  }
}
