package io.poshub.connectors.intake;

import io.poshub.connectors.intake.ImportDecision.Writer;
import io.poshub.connectors.job.Job;
import io.poshub.connectors.woo.StatusMap;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooStage;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order from the shop does to the hub's: pure functions. Any thread.
 *
 * <p>The status both sides last agreed on is remembered. A side that differs from it has changed
 * something; if both do, the later change holds.
 */
final class ImportRules {
  private ImportRules() {}

  /**
   * What is known when an order comes.
   *
   * @param known what is remembered of it
   * @param hubStatus where the hub's order stands, if there is one
   * @param sameContent whether the hub's order has these items and amounts already
   * @param toTell what the shop is still to be told
   * @param written the job whose write the shop has answered with this order, as it was before
   * @param keptSince what was over before this is not kept, and not taken in either
   */
  record Situation(
      @Nullable KnownOrder known,
      @Nullable OrderStatus hubStatus,
      boolean sameContent,
      List<Job> toTell,
      @Nullable Job written,
      Instant keptSince) {
    Situation {
      toTell = List.copyOf(toTell);
    }
  }

  static ImportDecision decide(
      WooOrder order, Origin origin, Situation situation, StatusMap statuses) {
    KnownOrder known = situation.known();
    if (isOvertakenWrite(order, origin, situation)) {
      return new ImportDecision.Ask(order.status());
    }
    if (known != null && hasGoneBack(order, known) && !origin.isAsOf(known.heardAt())) {
      // Late, or the shop's clock was put back: only the shop knows.
      return new ImportDecision.Ask(null);
    }
    if (known != null
        && order.modified().equals(known.modified())
        && !(origin instanceof Origin.OwnWrite)) {
      boolean same =
          order.status().equals(known.shopStatus())
              && known.state() != KnownOrder.State.GONE
              && (situation.hubStatus() == null || situation.sameContent());
      if (same) {
        return new ImportDecision.Known();
      }
      if (!origin.isAsOf(known.heardAt())) {
        return new ImportDecision.Ask(null);
      }
    }
    return situation.hubStatus() == null
        ? first(order, situation.keptSince())
        : again(order, situation, situation.hubStatus(), statuses);
  }

  /** The status a new order starts with; null for one that is to be prepared. */
  static @Nullable OrderStatus firstStatus(WooOrder order) {
    return switch (WooStage.of(order.status(), order.paid())) {
      case DONE -> OrderStatus.COMPLETED;
      case CANCELLED, FAILED -> OrderStatus.CANCELLED;
      case UNDECIDED, OPEN -> null;
    };
  }

  /** What was cancelled before it was paid has never been an order to anybody. */
  private static ImportDecision first(WooOrder order, Instant keptSince) {
    boolean recent = !order.modified().isBefore(keptSince);
    boolean take =
        switch (WooStage.of(order.status(), order.paid())) {
          case OPEN -> true;
          case DONE -> recent;
          case CANCELLED -> recent && order.paid();
          case UNDECIDED, FAILED -> false;
        };
    return take ? new ImportDecision.Take() : new ImportDecision.Remember();
  }

  private static ImportDecision again(
      WooOrder order, Situation situation, OrderStatus now, StatusMap statuses) {
    if (!shopMoved(order, situation)) {
      return new ImportDecision.Restate(now, null, null);
    }
    OrderStatus wanted = following(order, now, statuses);
    List<Job> toTell = situation.toTell();
    if (toTell.isEmpty()) {
      return new ImportDecision.Restate(wanted, reason(order, now, wanted), null);
    }
    if (toTell.stream().anyMatch(job -> isToldBy(job, order.status(), statuses))) {
      // The shop is where the hub wants it: its own change has come back, or both had one thought.
      return new ImportDecision.Restate(now, null, null);
    }
    // A date that has gone back says nothing of when; nobody had heard of the shop's change.
    return !hasGoneBack(order, situation.known()) && order.modified().isBefore(lastChange(toTell))
        ? new ImportDecision.Restate(now, null, Writer.HUB)
        : new ImportDecision.Restate(wanted, reason(order, now, wanted), Writer.SHOP);
  }

  /**
   * Whether somebody at the shop has changed the status. A write the shop answers with another
   * status than the one written says so too: that change came after the hub had looked, and the
   * answer is the only sign of it, for from now on both sides know this state.
   */
  private static boolean shopMoved(WooOrder order, Situation situation) {
    Job written = situation.written();
    if (written != null) {
      return !order.status().equals(written.shopStatus());
    }
    KnownOrder known = situation.known();
    return known == null
        || known.state() == KnownOrder.State.GONE
        || !order.status().equals(known.shopStatus());
  }

  /**
   * Whether something as new as a write has come before its answer. That looked as if nothing had
   * changed if it was the status from before the write, and yet somebody had changed it back.
   */
  private static boolean isOvertakenWrite(WooOrder answer, Origin origin, Situation situation) {
    Job written = situation.written();
    KnownOrder known = situation.known();
    return written != null
        && written.isActive()
        && known != null
        && !isAskedAfter(origin, known)
        && answer.status().equals(written.shopStatus())
        && !answer.status().equals(known.shopStatus())
        && !answer.modified().isAfter(known.modified());
  }

  /**
   * Whether a write that came too late has undone what somebody at the shop changed meanwhile, and
   * the hub has followed already.
   */
  static boolean hasUndone(
      WooOrder answer, Job written, Instant asked, @Nullable KnownOrder known) {
    return known != null
        && answer.status().equals(written.shopStatus())
        && !answer.status().equals(known.shopStatus())
        && (asked.isAfter(known.heardAt()) || !answer.modified().isBefore(known.modified()));
  }

  /** As {@link Origin#isAsOf}, but what came at the same moment may have come in between. */
  private static boolean isAskedAfter(Origin origin, KnownOrder known) {
    return origin instanceof Origin.OwnWrite(Job _, Instant asked)
        && asked.isAfter(known.heardAt());
  }

  /** Whether the shop dates an order before what was known of it already. */
  private static boolean hasGoneBack(WooOrder order, @Nullable KnownOrder known) {
    return known != null && order.modified().isBefore(known.modified());
  }

  /** What the hub's status becomes when the shop's has changed. */
  private static OrderStatus following(WooOrder order, OrderStatus now, StatusMap statuses) {
    OrderStatus mapped = statuses.hubStatus(order.status());
    if (mapped != null) {
      return mapped;
    }
    return switch (WooStage.of(order.status(), order.paid())) {
      case OPEN -> now.isOver() ? OrderStatus.PENDING : now;
      case DONE -> OrderStatus.COMPLETED;
      case CANCELLED, FAILED ->
          now == OrderStatus.REJECTED ? OrderStatus.REJECTED : OrderStatus.CANCELLED;
      case UNDECIDED -> now;
    };
  }

  private static @Nullable String reason(WooOrder order, OrderStatus now, OrderStatus wanted) {
    return wanted != now && wanted == OrderStatus.CANCELLED
        ? "the shop says " + order.status()
        : null;
  }

  /** Whether a job leads the shop's order to a status, or may have done so already. */
  private static boolean isToldBy(Job job, String shopStatus, StatusMap statuses) {
    OrderStatus toTell = job.hubStatus();
    return shopStatus.equals(job.shopStatus())
        || (toTell != null && shopStatus.equals(statuses.shopStatus(toTell)));
  }

  private static Instant lastChange(List<Job> toTell) {
    return toTell.stream()
        .map(Job::createdAt)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH)
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
