package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import java.util.Optional;

/**
 * Looks for the call of a key behind all that were made before: those of this node wait in the same
 * lane, and another node's shows by the lock it holds. So a call that is still under way is never
 * taken for one that did not happen.
 */
public record FindCall(IdempotencyKey key) implements Command<FindCall.Result> {
  public FindCall {
    requireNonNull(key, "key is null");
  }

  /** What there is under a key. */
  public sealed interface Result {

    /** A call that was answered. */
    record Found(PastCall call) implements Result {}

    /** None, or its answer has been dropped. */
    record Nothing() implements Result {}

    /** A call that has no answer yet. */
    record UnderWay() implements Result {}
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(IdempotencySet.KIND).lookFor(key);
  }

  @Override
  public Result decide(Batch batch) {
    IdempotencySet keys = batch.rows(IdempotencySet.KIND);
    if (keys.isHeldElsewhere(key)) {
      return new Result.UnderWay();
    }
    Optional<PastCall> call = keys.spent(key).flatMap(spent -> Optional.ofNullable(spent.call()));
    return call.isPresent() ? new Result.Found(call.get()) : new Result.Nothing();
  }
}
