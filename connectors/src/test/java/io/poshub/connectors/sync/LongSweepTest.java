package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.fakeshop.Faults.Fault;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.protocol.EventType;
import io.poshub.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sweeps that do not come to their end in one go. */
class LongSweepTest extends ConnectedShop {
  private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(2);
  private static final int ORDERS = 1_250;

  /**
   * For a page. While one is stored the next is asked for: both together take less than a lease.
   */
  private static final Duration PAGE_TIME = Duration.ofSeconds(55);

  private static final int TURNS_MAX = 10;

  @Test
  void aSweepThatTakesTooLongGivesUpItsTurnAndGoesOnFromThere() {
    Instant began = clock.instant().minus(Duration.ofDays(1));
    for (int i = 0; i < ORDERS; i++) {
      shop.place(
          "processing",
          began.plus(BETWEEN_ORDERS.multipliedBy(i)),
          SampleOrders.random(new Random(i)));
    }
    AtomicInteger pages = new AtomicInteger();
    shop.faults((_, path) -> {
      if (path.endsWith("/orders")) {
        pages.incrementAndGet();
        clock.advance(PAGE_TIME);
      }
      return new Fault.None();
    });
    int well = hub.counting.sweepsWell.get();

    hub.connector.requestSync(tenant, 2);
    for (int turn = 0; turn < TURNS_MAX && hub.counting.sweepsWell.get() == well; turn++) {
      int ended = sweepsEnded();
      hub.runUntil(() -> sweepsEnded() > ended);
      clock.advance(Duration.ofSeconds(6));
    }

    assertThat(hub.counting.sweepsFailed).hasValue(0);
    assertThat(hub.counting.sweepsPaused.get()).isPositive();
    assertThat(hub.counting.sweepsWell.get()).isGreaterThan(well);
    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(ORDERS);
    assertThat(hub.links.find("kitchen").orElseThrow().progress().requestedFrom()).isNull();
    // Thirteen pages, one of them again after the turn was given up, and the open orders.
    assertThat(pages.get()).isLessThan(35);
  }

  private int sweepsEnded() {
    return hub.counting.sweepsWell.get()
        + hub.counting.sweepsPaused.get()
        + hub.counting.sweepsFailed.get();
  }

  @Test
  void aHubThatStopsDuringASweepEndsItQuietly() throws Exception {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> uncaught.add(failure));
    try {
      shop.place("processing", paid());
      shop.runQueue();
      AtomicInteger lists = new AtomicInteger();
      shop.faults((_, path) -> {
        // The second list is of the orders that are open here, and then they are to be stored.
        if (path.endsWith("/orders") && lists.incrementAndGet() == 2) {
          hub.closeDatabase();
        }
        return new Fault.None();
      });
      int failed = hub.counting.sweepsFailed.get();

      hub.connector.requestSync(tenant, null);
      hub.timers.fireDue();
      Eventually.holds("it ended", () -> hub.counting.sweepsFailed.get() > failed);

      hub.close();
      assertThat(hub.hasEnded()).isTrue();
      assertThat(uncaught).isEmpty();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
