package io.poshub.engine.handling;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.order.OrderAck;
import io.poshub.protocol.order.OrderClaim;
import io.poshub.protocol.order.OrderHandling;
import io.poshub.protocol.order.OrderPrint;
import io.poshub.protocol.order.PrintStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has been done with an order so far.
 *
 * @param entries rows of its history
 * @param pendingAt since when it waits, or waited, to be accepted
 */
public record Handling(
    int entries, @Nullable Instant pendingAt, OrderAck ack, Lease lease, Prints prints) {
  public static final Handling NONE =
      new Handling(0, null, OrderAck.NOBODY, Lease.NEVER, Prints.NONE);

  public Handling {
    requireNonNull(ack, "ack is null");
    requireNonNull(lease, "lease is null");
    requireNonNull(prints, "prints is null");
  }

  /** Waits from now on, and not for ever. */
  public Handling waiting(Instant now, Duration acceptWithin) {
    OrderAck due =
        new OrderAck(
            ack.deliveredAt(),
            ack.seenAt(),
            ack.seenBy(),
            ack.acceptedAt(),
            ack.acceptedBy(),
            now.plus(acceptWithin));
    return new Handling(entries, now, due, lease, prints);
  }

  public Handling accepted(Instant now, @Nullable String terminal) {
    OrderAck accepted =
        new OrderAck(ack.deliveredAt(), ack.seenAt(), ack.seenBy(), now, terminal, ack.dueBy());
    return new Handling(entries, pendingAt, accepted, lease, prints);
  }

  /** One more row in its history. */
  public Handling logged() {
    return new Handling(entries + 1, pendingAt, ack, lease, prints);
  }

  Handling seen(Instant now, String terminal) {
    OrderAck seen =
        new OrderAck(
            ack.deliveredAt(), now, terminal, ack.acceptedAt(), ack.acceptedBy(), ack.dueBy());
    return new Handling(entries, pendingAt, seen, lease, prints);
  }

  Handling with(Lease changed) {
    return new Handling(entries, pendingAt, ack, changed, prints);
  }

  Handling with(Prints changed) {
    return new Handling(entries, pendingAt, ack, lease, changed);
  }

  /** As clients see it at a time: a claim that lapsed is none. */
  public OrderHandling shown(Instant now) {
    String holder = lease.terminal();
    Instant expiresAt = lease.expiresAt();
    OrderClaim claim =
        lease.isLive(now) && holder != null && expiresAt != null
            ? new OrderClaim(holder, lease.fence(), expiresAt)
            : null;
    return new OrderHandling(ack, claim, OrderPrint.of(status(claim != null), prints.count()));
  }

  private PrintStatus status(boolean isClaimed) {
    if (isClaimed) {
      return PrintStatus.PRINTING;
    }
    return prints.count() == 0 ? PrintStatus.NONE : PrintStatus.PRINTED;
  }
}
