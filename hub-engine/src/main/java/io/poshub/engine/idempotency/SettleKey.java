package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import java.util.Optional;

/**
 * Looks for the call of a key that somebody wants undone, and sees to it that none comes later: a
 * key without a call is spent. The call may still be on its way, overtaken by the one that undoes
 * it.
 *
 * <p>The key is claimed as calls claim theirs: those of this node wait in the same lane, another
 * node's hold its row until they end. So there is a call to undo or there will be none, whoever
 * comes first.
 */
public record SettleKey(IdempotencyKey key) implements Command<SettleKey.Result> {
  public SettleKey {
    requireNonNull(key, "key is null");
  }

  /** What there is under a key. */
  public sealed interface Result {

    /** A call that was answered. */
    record Found(PastCall call) implements Result {}

    /** None, or its answer has been dropped; and none will come. */
    record Nothing() implements Result {}

    /** A call that has no answer yet. */
    record UnderWay() implements Result {}
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(IdempotencySet.KIND).claim(key);
  }

  @Override
  public Result decide(Batch batch) {
    IdempotencySet keys = batch.rows(IdempotencySet.KIND);
    if (keys.isHeldElsewhere(key)) {
      return new Result.UnderWay();
    }
    Optional<SpentKey> spent = keys.spent(key);
    if (spent.isEmpty()) {
      keys.keep(SpentKey.reversed(key));
      return new Result.Nothing();
    }
    PastCall call = spent.get().call();
    return call == null ? new Result.Nothing() : new Result.Found(call);
  }
}
