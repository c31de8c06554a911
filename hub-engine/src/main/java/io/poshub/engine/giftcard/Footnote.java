package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a ledger row beside its numbers.
 *
 * @param occurredAt null for the moment of the decision
 */
record Footnote(
    Remark remark,
    @Nullable String reason,
    @Nullable String reversesId,
    @Nullable String holdId,
    @Nullable Instant occurredAt) {
  Footnote {
    requireNonNull(remark, "remark is null");
  }

  static Footnote of(Remark remark) {
    return new Footnote(remark, null, null, null, null);
  }

  static Footnote because(String reason, Remark remark) {
    return new Footnote(remark, reason, null, null, null);
  }

  Footnote reversing(String entryId) {
    return new Footnote(remark, reason, entryId, holdId, occurredAt);
  }

  Footnote onHold(String id) {
    return new Footnote(remark, reason, reversesId, id, occurredAt);
  }

  Footnote at(@Nullable Instant time) {
    return new Footnote(remark, reason, reversesId, holdId, time);
  }
}
