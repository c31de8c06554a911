package io.poshub.engine.terminal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store remembers of a terminal. {@code startedSeq} is the head when it first connected:
 * it counts until the first ack.
 */
public record KnownTerminal(
    String terminal,
    String epoch,
    long startedSeq,
    @Nullable Long ackedSeq,
    @Nullable String remote,
    @Nullable String client,
    Instant connectedAt,
    Instant lastSeenAt) {
  public KnownTerminal {
    requireNonNull(terminal, "terminal is null");
    requireNonNull(epoch, "epoch is null");
  }

  /** Where the terminal continues when it does not say so itself. */
  public long resumeAfter() {
    return ackedSeq == null ? startedSeq : ackedSeq;
  }
}
