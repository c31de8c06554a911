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

  /**
   * What is known with another visit of the same terminal: the socket that came last counts, and
   * when either was last seen. A socket that is replaced may end after the next one came.
   */
  public Visit and(Visit other) {
    boolean isNewer = other.connectedAt.isBefore(connectedAt);
    Visit newer = isNewer ? this : other;
    Visit older = isNewer ? other : this;
    return older.lastSeenAt.isAfter(newer.lastSeenAt)
        ? new Visit(terminal, newer.remote, newer.client, newer.connectedAt, older.lastSeenAt)
        : newer;
  }
}
