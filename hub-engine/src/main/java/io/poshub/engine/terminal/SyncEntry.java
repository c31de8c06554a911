package io.poshub.engine.terminal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a tenant's sync log. */
public record SyncEntry(
    String tenant,
    Instant at,
    Kind kind,
    @Nullable String terminal,
    @Nullable String remote,
    @Nullable String code,
    @Nullable Long seq,
    @Nullable String detail) {
  public SyncEntry {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(at, "at is null");
    requireNonNull(kind, "kind is null");
  }

  /** What happened. */
  public enum Kind {
    CONNECTED,
    DISCONNECTED,
    REFUSED,
    BROADCAST
  }
}
