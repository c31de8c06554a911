package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When and under which call a rule decides.
 *
 * @param ids makes the ids of rows
 */
record Moment(Instant now, @Nullable String idempotencyKey, Supplier<String> ids) {
  Moment {
    requireNonNull(now, "now is null");
    requireNonNull(ids, "ids is null");
  }

  static Moment of(Batch batch) {
    return new Moment(batch.now(), batch.idempotencyKey(), batch::nextId);
  }

  /** For rows that the call only came across: its key must not claim them. */
  Moment ofTheHub() {
    return new Moment(now, null, ids);
  }
}
