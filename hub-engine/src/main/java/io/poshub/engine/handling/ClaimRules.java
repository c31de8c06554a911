package io.poshub.engine.handling;

import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;

/**
 * Who may print an order: pure functions. At any time at most one terminal holds a live lease,
 * every claim has a higher fence than all before, and a print counts once. Any thread.
 */
public final class ClaimRules {
  private ClaimRules() {}

  /** The order a wish is about, as far as it matters here. */
  public record Subject(
      OrderSource source, OrderStatus status, Handling handling, boolean seenByTerminal) {
    boolean isClaimable() {
      return source.isOnline() && !status.isOver();
    }
  }

  public static HandlingDecision decide(Subject subject, HandlingWish wish, Instant now) {
    Handling handling = subject.handling();
    return switch (wish) {
      case HandlingWish.Claim claim ->
          subject.isClaimable() ? claim(handling, claim, now) : new HandlingDecision.NotClaimable();
      case HandlingWish.Release release -> release(handling, release, now);
      case HandlingWish.Printed printed -> printed(handling, printed, now);
      case HandlingWish.Reprint(String terminal) ->
          done(handling.with(handling.prints().again(terminal, now)), HistoryAction.REPRINTED);
      case HandlingWish.Seen(String terminal) -> seen(subject, terminal, now);
    };
  }

  private static HandlingDecision claim(Handling handling, HandlingWish.Claim wish, Instant now) {
    Lease lease = handling.lease();
    String printer = handling.prints().by();
    if (printer != null) {
      return new HandlingDecision.AlreadyClaimed(printer, null);
    }
    Instant expiresAt = now.plus(wish.lease());
    String holder = lease.terminal();
    if (holder == null || !lease.isLive(now)) {
      Lease next = new Lease(wish.terminal(), lease.fence() + 1, expiresAt);
      return done(handling.with(next), HistoryAction.CLAIMED);
    }
    if (!holder.equals(wish.terminal())) {
      return new HandlingDecision.AlreadyClaimed(holder, lease.expiresAt());
    }
    Lease renewed = new Lease(holder, lease.fence(), expiresAt);
    return new HandlingDecision.Done(
        handling.with(renewed), null, !expiresAt.equals(lease.expiresAt()));
  }

  private static HandlingDecision release(
      Handling handling, HandlingWish.Release wish, Instant now) {
    return holds(handling.lease(), wish.terminal(), wish.fence(), now)
        ? done(handling.with(handling.lease().ended()), HistoryAction.RELEASED)
        : new HandlingDecision.StaleFence();
  }

  private static HandlingDecision printed(
      Handling handling, HandlingWish.Printed wish, Instant now) {
    if (handling.prints().has(wish.terminal(), wish.fence())) {
      return new HandlingDecision.Repeated();
    }
    if (!holds(handling.lease(), wish.terminal(), wish.fence(), now)) {
      return new HandlingDecision.StaleFence();
    }
    Prints prints = handling.prints().claimed(wish.terminal(), wish.fence(), now);
    return done(handling.with(prints).with(handling.lease().ended()), HistoryAction.PRINTED);
  }

  private static HandlingDecision seen(Subject subject, String terminal, Instant now) {
    Handling handling = subject.handling();
    if (handling.ack().seenAt() == null) {
      return done(handling.seen(now, terminal), HistoryAction.SEEN);
    }
    return subject.seenByTerminal()
        ? new HandlingDecision.Repeated()
        : new HandlingDecision.Done(handling, HistoryAction.SEEN, false);
  }

  private static boolean holds(Lease lease, String terminal, long fence, Instant now) {
    return lease.fence() == fence && lease.isLiveFor(terminal, now);
  }

  private static HandlingDecision done(Handling after, HistoryAction action) {
    return new HandlingDecision.Done(after, action, true);
  }
}
