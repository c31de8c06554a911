package io.poshub.connectors.job;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.shop.JobState;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to do at the shop about one order.
 *
 * @param hubStatus what a {@link Kind#STATUS} job tells
 * @param shopStatus the shop's word it was last told in; null before the first time
 * @param dueAt when it is tried next; while it runs, when it counts as stuck
 * @param firstAt when it was first tried
 */
public record Job(
    String id,
    Kind kind,
    String externalId,
    @Nullable String orderId,
    @Nullable OrderStatus hubStatus,
    @Nullable String shopStatus,
    JobState state,
    int attempts,
    Instant dueAt,
    @Nullable Instant firstAt,
    @Nullable String lastError,
    Instant createdAt) {
  public Job {
    requireNonNull(id, "id is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(externalId, "externalId is null");
    requireNonNull(state, "state is null");
  }

  /** What is to be done. */
  public enum Kind {
    /** Tell the shop an order's status. */
    STATUS,
    /** Ask the shop for an order. */
    FETCH;

    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Kind of(String wire) {
      return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
    }
  }

  public boolean isActive() {
    return state == JobState.WAITING || state == JobState.RUNNING;
  }

  /** Being tried, until its lease is over. */
  Job started(Instant now, Instant leaseUntil) {
    return with(
        JobState.RUNNING, attempts + 1, leaseUntil, firstAt == null ? now : firstAt, lastError);
  }

  /** About to be told in a word of the shop's. */
  Job in(@Nullable String word) {
    return new Job(
        id,
        kind,
        externalId,
        orderId,
        hubStatus,
        word,
        state,
        attempts,
        dueAt,
        firstAt,
        lastError,
        createdAt);
  }

  /** Due later, and otherwise as it is. */
  Job until(Instant later) {
    return with(state, attempts, later, firstAt, lastError);
  }

  Job waiting(Instant nextAt, @Nullable String error) {
    return with(JobState.WAITING, attempts, nextAt, firstAt, error);
  }

  /** Was taken in vain: as if it had not been, with a whole day before it is given up. */
  Job untried(Instant nextAt, String reason) {
    return with(JobState.WAITING, Math.max(0, attempts - 1), nextAt, null, reason);
  }

  public Job ended(JobState end, Instant now, @Nullable String error) {
    return with(end, attempts, now, firstAt, error);
  }

  /** Has all its attempts again. */
  Job again(Instant now) {
    return with(JobState.WAITING, 0, now, null, lastError);
  }

  private Job with(
      JobState next, int tries, Instant at, @Nullable Instant first, @Nullable String error) {
    return new Job(
        id,
        kind,
        externalId,
        orderId,
        hubStatus,
        shopStatus,
        next,
        tries,
        at,
        first,
        error,
        createdAt);
  }
}
