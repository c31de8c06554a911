package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When and under which call a rule decides.
 *
 * @param today the tenant's date
 * @param ids makes the ids of rows
 */
record Moment(Instant now, LocalDate today, @Nullable String idempotencyKey, Supplier<String> ids) {
  Moment {
    requireNonNull(now, "now is null");
    requireNonNull(today, "today is null");
    requireNonNull(ids, "ids is null");
  }

  static Moment of(Batch batch) {
    return new Moment(batch.now(), batch.today(), batch.idempotencyKey(), batch::nextId);
  }

  /** For rows that the call only came across: its key must not claim them. */
  Moment ofTheHub() {
    return new Moment(now, today, null, ids);
  }
}
