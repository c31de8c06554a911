package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import org.jspecify.annotations.Nullable;

/** What stands in a ledger row beside its numbers. */
record Footnote(
    PointsNote note,
    @Nullable Money amount,
    @Nullable String reversesId,
    @Nullable String otherAccountId,
    @Nullable String holdId) {
  Footnote {
    requireNonNull(note, "note is null");
  }

  static Footnote of(PointsNote note) {
    return new Footnote(note, null, null, null, null);
  }

  static Footnote earnedOn(@Nullable Money amount, PointsNote note) {
    return new Footnote(note, amount, null, null, null);
  }

  static Footnote reversing(String entryId, PointsNote note) {
    return new Footnote(note, null, entryId, null, null);
  }

  static Footnote merging(String otherAccountId, PointsNote note) {
    return new Footnote(note, null, null, otherAccountId, null);
  }

  static Footnote onHold(String holdId, PointsNote note) {
    return new Footnote(note, null, null, null, holdId);
  }
}
