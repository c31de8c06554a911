package io.poshub.engine.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How far some of a tenant's terminals came in one epoch of its stream since this was last written.
 *
 * @param acked by terminal
 */
public record Progress(
    String tenant, String epoch, Map<String, Acked> acked, List<Sent> sent, Instant at) {
  /**
   * Terminals that acknowledged, and as many that were sent something; more are several of these.
   */
  public static final int SIZE_MAX = 100;

  public Progress {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(epoch, "epoch is null");
    requireNonNull(at, "at is null");
    acked = Map.copyOf(acked);
    sent = List.copyOf(sent);
    if (acked.size() > SIZE_MAX || sent.size() > SIZE_MAX) {
      throw new IllegalArgumentException("progress of too many terminals at once");
    }
  }

  /**
   * Everything up to {@code seq} is handled.
   *
   * @param hearsOrders false if the terminal asked for other events only, so that its word says
   *     nothing about orders
   */
  public record Acked(long seq, boolean hearsOrders) {}

  /** The events after {@code fromSeq} up to {@code toSeq} were handed to a terminal's socket. */
  public record Sent(String terminal, long fromSeq, long toSeq) {
    public Sent {
      requireNonNull(terminal, "terminal is null");
      if (fromSeq >= toSeq) {
        throw new IllegalArgumentException("nothing was sent");
      }
    }
  }
}
