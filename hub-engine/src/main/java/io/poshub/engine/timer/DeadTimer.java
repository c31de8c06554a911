package io.poshub.engine.timer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A timer that was given up, with the name of its last failure. */
public record DeadTimer(
    String kind, String ref, int attempts, @Nullable String lastError, Instant deadAt) {
  public DeadTimer {
    requireNonNull(kind, "kind is null");
    requireNonNull(ref, "ref is null");
    requireNonNull(deadAt, "deadAt is null");
  }
}
