package io.poshub.protocol.settings;

import static java.util.Objects.requireNonNull;

/** How the shop takes online orders from now on; the delay is zero unless it is busy. */
public record ModeChange(OrderingMode mode, int delayMinutes) {
  public ModeChange {
    requireNonNull(mode, "mode is null");
  }
}
