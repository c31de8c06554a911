package io.poshub.engine.terminal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's latest connection.
 *
 * @param remote the address it came from
 * @param client what it calls itself
 * @param lastSeenAt the last sign of it; the same as {@code connectedAt} while it has only come
 */
public record Visit(
    String terminal,
    @Nullable String remote,
    @Nullable String client,
    Instant connectedAt,
    Instant lastSeenAt) {
  public Visit {
    requireNonNull(terminal, "terminal is null");
    requireNonNull(connectedAt, "connectedAt is null");
    requireNonNull(lastSeenAt, "lastSeenAt is null");
  }
}
