package io.poshub.connectors.sweep;

import io.poshub.connectors.intake.ImportOutcome;
import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.woo.Answered;
import io.poshub.connectors.woo.ShopException;
import io.poshub.connectors.woo.WooAnswer;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the orders a shop has changed since the last one. One virtual thread, and another
 * that fetches the next page.
 *
 * <p>The walk never turns pages of a list that changes under its hands: it asks for the first page
 * of what was changed after the last order it has seen, again and again. Only a second in which
 * more orders changed than a page holds is walked page by page, by id, until a whole round of it
 * brings nothing new. What is saved late with an earlier time is found because every walk begins a
 * little before the last one's end.
 */
final class Sweep {
  /** How far before the last walk's end the next one begins. */
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /** After this a sweep gives up its turn, and goes on from there with its next one. */
  static final Duration TURN_MAX = Duration.ofMinutes(10);

  /** Rounds over one crowded second; what still moves is seen by the next sweep. */
  private static final int ROUNDS_MAX = 5;

  /** Pages of one second; more orders than that are not changed in one. */
  private static final int SECOND_PAGES_MAX = 200;

  private final Tenant tenant;
  private final ShopLink link;
  private final Lease lease;
  private final WooShop shop;
  private final Intake intake;
  private final InstantSource clock;
  private final Executor threads;
  private final Deadline deadline;

  /** What this walk has handed over, so that the seam of two pages costs nothing. */
  private final Map<String, Instant> handed = new HashMap<>();

  private int seen;
  private @Nullable Integer total;

  Sweep(
      Tenant tenant,
      ShopLink link,
      Lease lease,
      WooShop shop,
      Intake intake,
      InstantSource clock,
      Executor threads,
      Deadline deadline) {
    this.tenant = tenant;
    this.link = link;
    this.lease = lease;
    this.shop = shop;
    this.intake = intake;
    this.clock = clock;
    this.threads = threads;
    this.deadline = deadline;
  }

  /**
   * Walks from where the last walk ended, or from where somebody wants it.
   *
   * @return the place to go on from if the time was over; null if everything has been seen
   */
  @Nullable Instant walk() throws ShopException, LeaseLostException {
    Instant after = start();
    CompletableFuture<Came> coming = ask(after);
    Handed before = Handed.NOTHING;
    while (true) {
      Came came = coming.join();
      WooAnswer.Ok answer = Answered.ok(came.answer());
      if (total == null) {
        total = answer.total();
      }
      List<WooOrder> page = orders(answer);
      Instant last = last(page, after);
      requireProgress(answer, last.isAfter(after));
      boolean full = pageSize(answer) == WooShop.PAGE_MAX_ORDERS;
      boolean crowded = full && !last.minusSeconds(1).isAfter(after);
      after = crowded ? last : last.minusSeconds(1);
      boolean goesOn = full && !deadline.isOver();
      if (goesOn && !crowded) {
        // The shop works on the next page while the hub stores this one.
        coming = ask(after);
      }
      // What is left of the page's last second comes with the next one.
      Instant upTo = page.isEmpty() || crowded ? null : full ? after : last;
      Handed now = hand(page, came.asked(), upTo);
      // This page is read while the one before is stored: two pages are on their way at most.
      stored(before);
      before = now;
      if (!goesOn || crowded) {
        stored(before);
        before = Handed.NOTHING;
      }
      if (crowded) {
        walkSecond(last);
        proceed(last);
      }
      if (!goesOn) {
        return full ? earlier(after, clock.instant()) : null;
      }
      if (crowded) {
        coming = ask(after);
      }
    }
  }

  /** An answer, and when it was asked for. */
  private record Came(WooAnswer answer, Instant asked) {}

  private CompletableFuture<Came> ask(Instant after) {
    return CompletableFuture.supplyAsync(
        () -> {
          Instant asked = clock.instant();
          return new Came(shop.changedAfter(after, null, false, 1), asked);
        },
        threads);
  }

  /** All orders of one second. */
  private void walkSecond(Instant second) throws ShopException, LeaseLostException {
    // It cannot be left in the middle, so it has a whole turn's time, whenever it begins.
    Deadline ownTime = Deadline.in(TURN_MAX, clock);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      boolean brought = false;
      for (int number = 1; ; number++) {
        Instant asked = clock.instant();
        WooAnswer.Ok answer =
            Answered.ok(
                shop.changedAfter(second.minusSeconds(1), second.plusSeconds(1), true, number));
        requireProgress(answer, number <= SECOND_PAGES_MAX);
        if (ownTime.isOver()) {
          throw new ShopException("the shop takes too long over the orders of one second", null);
        }
        Handed page = hand(orders(answer), asked, null);
        brought |= !page.orders().isEmpty();
        stored(page);
        if (pageSize(answer) < WooShop.PAGE_MAX_ORDERS) {
          break;
        }
      }
      if (!brought) {
        return;
      }
    }
  }

  /**
   * A shop that gives the same page whatever is asked for, as one behind a careless cache does,
   * would be walked for ever.
   */
  private static void requireProgress(WooAnswer.Ok answer, boolean forward) throws ShopException {
    if (!forward && pageSize(answer) == WooShop.PAGE_MAX_ORDERS) {
      throw new ShopException("the shop gives the same orders whatever it is asked for", null);
    }
  }

  private Instant start() {
    Instant requested = link.progress().requestedFrom();
    Instant cursor = link.progress().cursor();
    if (requested != null) {
      return requested.truncatedTo(ChronoUnit.SECONDS);
    }
    return cursor == null
        ? clock
            .instant()
            .minus(Duration.ofDays(link.terms().daysBack()))
            .truncatedTo(ChronoUnit.SECONDS)
        : cursor.minus(OVERLAP);
  }

  /**
   * Orders that were handed over and are being stored.
   *
   * @param upTo up to here everything has been seen once they are; null if that is not known yet
   */
  private record Handed(List<CompletableFuture<ImportOutcome>> orders, @Nullable Instant upTo) {
    static final Handed NOTHING = new Handed(List.of(), null);
  }

  /** Hands over what of a page is news. */
  private Handed hand(List<WooOrder> page, Instant asked, @Nullable Instant upTo) {
    List<CompletableFuture<ImportOutcome>> orders = new ArrayList<>();
    for (WooOrder order : page) {
      if (!order.modified().equals(handed.put(order.id(), order.modified()))) {
        orders.add(intake.pulled(tenant, link, order, asked));
      }
    }
    return new Handed(orders, upTo);
  }

  /** Waits until all of it is stored, and writes down that the walk has come so far. */
  private void stored(Handed page) throws LeaseLostException {
    page.orders().forEach(Lanes::await);
    seen += page.orders().size();
    proceed(page.upTo());
  }

  /** An order that claims to be of tomorrow must not hide those of today. */
  private void proceed(@Nullable Instant upTo) throws LeaseLostException {
    Instant place = upTo == null ? null : earlier(upTo, clock.instant());
    lease.proceed(new ShopLink.Step(place, seen, total));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant last(List<WooOrder> page, Instant after) {
    return page.stream().map(WooOrder::modified).max(Instant::compareTo).orElse(after);
  }

  private static int pageSize(WooAnswer.Ok answer) {
    return answer.body() instanceof JsonValue.Arr(List<JsonValue> items) ? items.size() : 0;
  }

  private static List<WooOrder> orders(WooAnswer.Ok answer) throws ShopException {
    return Answered.list(answer).stream().map(WooOrder::read).flatMap(Optional::stream).toList();
  }
}
