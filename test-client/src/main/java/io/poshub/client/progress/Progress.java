package io.poshub.client.progress;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Position;

/**
 * How far a terminal has come within one epoch: {@code delivered} is the last event that was shown
 * to the listener, {@code handled} the last one it is done with. Invariant: handled <= delivered.
 */
public record Progress(String epoch, long delivered, long handled) {
  public Progress {
    requireNonNull(epoch, "epoch is null");
    if (handled < 0 || handled > delivered) {
      throw new IllegalArgumentException("need 0 <= handled <= delivered");
    }
  }

  /** What an arriving event is to this terminal. */
  public enum Verdict {
    NEXT,
    DUPLICATE,
    GAP
  }

  public static Progress at(Position position) {
    return new Progress(position.epoch(), position.seq(), position.seq());
  }

  /** {@code isFiltered}: the hub leaves events out, so a jump ahead is no gap. */
  public Verdict judge(long seq, boolean isFiltered) {
    if (seq <= delivered) {
      return Verdict.DUPLICATE;
    }
    return isFiltered || seq == delivered + 1 ? Verdict.NEXT : Verdict.GAP;
  }

  public Progress delivered(long seq) {
    return new Progress(epoch, Math.max(delivered, seq), handled);
  }

  /** Handled counts up to what was delivered, never back. */
  public Progress handled(long seq) {
    return new Progress(epoch, delivered, Math.max(handled, Math.min(seq, delivered)));
  }

  /**
   * Steps over events that were not meant for this terminal. They need no handling, but must not
   * hide one that still does.
   */
  public Progress skipped(long seq) {
    long ahead = Math.max(delivered, seq);
    return new Progress(epoch, ahead, handled == delivered ? ahead : handled);
  }

  public Position deliveredPosition() {
    return new Position(epoch, delivered);
  }

  public Position handledPosition() {
    return new Position(epoch, handled);
  }
}
