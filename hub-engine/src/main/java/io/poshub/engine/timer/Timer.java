package io.poshub.engine.timer;

import static java.util.Objects.requireNonNull;

/** A timer whose time has come; {@code attempt} counts from 1. */
record Timer(String tenant, TimerKind kind, String ref, int attempt) {
  Timer {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(ref, "ref is null");
  }
}
