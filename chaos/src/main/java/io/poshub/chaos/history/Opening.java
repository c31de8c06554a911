package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

/** What the hub said when a connection opened: its {@code welcome}, or a poll's first page. */
public record Opening(String epoch, long head, long after) {
  public Opening {
    requireNonNull(epoch, "epoch is null");
  }
}
