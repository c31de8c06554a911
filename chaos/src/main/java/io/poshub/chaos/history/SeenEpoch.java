package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

/** An epoch, and who was told it. */
public record SeenEpoch(String epoch, String where) {
  public SeenEpoch {
    requireNonNull(epoch, "epoch is null");
    requireNonNull(where, "where is null");
  }
}
