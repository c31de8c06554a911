package io.poshub.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A place in a tenant's stream: {@code seq} counts within one {@code epoch}; the epoch changes only
 * when a stream is rebuilt or restored, and then old places mean nothing.
 */
public record Position(String epoch, long seq) {
  public Position {
    requireNonNull(epoch, "epoch is null");
    if (seq < 0) {
      throw new IllegalArgumentException("seq is negative: " + seq);
    }
  }
}
