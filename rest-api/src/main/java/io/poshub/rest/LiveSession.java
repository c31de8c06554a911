package io.poshub.rest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A socket that is open on this node right now, as pos-status shows it. */
public record LiveSession(
    @Nullable String terminal,
    String remote,
    Instant connectedAt,
    Instant lastSeenAt,
    @Nullable Long ackedSeq,
    @Nullable Long rttMillis,
    @Nullable String client) {
  public LiveSession {
    requireNonNull(remote, "remote is null");
    requireNonNull(connectedAt, "connectedAt is null");
    requireNonNull(lastSeenAt, "lastSeenAt is null");
  }
}
