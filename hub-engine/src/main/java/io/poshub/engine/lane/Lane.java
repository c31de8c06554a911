package io.poshub.engine.lane;

import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * One tenant's writes on this node, in the order they were submitted. {@link #submit} is for any
 * thread; {@link #onTurn} runs on at most one worker at a time. A throwing command never stops the
 * lane.
 */
final class Lane {
  /** Commands that may wait; the next one is told that the hub is overloaded. */
  static final int QUEUE_MAX_COMMANDS = 4_096;

  /** How often a turn lets others run first that may have something for its batch. */
  static final int YIELDS_MAX = 8;

  /** Commands of one transaction: enough to share a commit, few enough to answer soon. */
  static final int BATCH_MAX_COMMANDS = 256;

  /** Linked, because most of a thousand tenants' lanes are empty. */
  private final LinkedBlockingQueue<Pending<?>> queue;

  private final AtomicBoolean working = new AtomicBoolean();
  private final BatchRunner runner;
  private final LaneMemory memory;
  private final Executor workers;
  private final LaneListener listener;
  private final LongSupplier nanoClock;
  private volatile Tenant tenant;
  private int lastBatchSize;

  Lane(
      Tenant tenant,
      BatchRunner runner,
      LaneMemory memory,
      Executor workers,
      LaneListener listener,
      LongSupplier nanoClock) {
    this.tenant = tenant;
    this.runner = runner;
    this.memory = memory;
    this.workers = workers;
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.queue = new LinkedBlockingQueue<>(QUEUE_MAX_COMMANDS);
  }

  /** Queues a command. The tenant comes along each time, because its settings may have changed. */
  <R> CompletableFuture<R> submit(Tenant current, Command<R> command) {
    tenant = current;
    Pending<R> pending = new Pending<>(command, nanoClock.getAsLong());
    if (!queue.offer(pending)) {
      listener.onFull(current.slug());
      pending.fail(new LaneException(ErrorCode.OVERLOADED, null));
      return pending.answer();
    }
    wake();
    return pending.answer();
  }

  boolean isIdle() {
    return queue.isEmpty() && !working.get();
  }

  private void wake() {
    if (!queue.isEmpty() && working.compareAndSet(false, true)) {
      workers.execute(this::onTurn);
    }
  }

  /**
   * Works on one batch; if more gathered meanwhile, the lane queues up for another turn behind the
   * others.
   */
  private void onTurn() {
    try {
      gather();
      List<Pending<?>> batch = new ArrayList<>();
      queue.drainTo(batch, BATCH_MAX_COMMANDS);
      lastBatchSize = batch.size();
      long nowNanos = nanoClock.getAsLong();
      batch.forEach(pending -> listener.onWait(nowNanos - pending.queuedNanos()));
      if (!batch.isEmpty()) {
        runner.run(tenant, memory, List.copyOf(batch));
      }
    } finally {
      working.set(false);
      wake();
    }
  }

  /**
   * Callers who were answered together come back together. Where processors are few their next
   * calls are still being read when the turn begins; letting the readers run first makes one batch
   * of what would be two. Where nobody waits for the processor it costs nothing, and a lone caller
   * pays for one yield.
   */
  // A hint is all that is wanted here: nothing depends on it.
  @SuppressWarnings("ThreadPriorityCheck")
  private void gather() {
    int yields = Math.min(lastBatchSize, YIELDS_MAX);
    for (int i = 0; i < yields && queue.size() < BATCH_MAX_COMMANDS; i++) {
      Thread.yield();
    }
  }
}
