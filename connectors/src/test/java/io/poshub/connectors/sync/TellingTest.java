package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.job.JobQueue;
import io.poshub.connectors.link.ShopListener;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.OrderChange;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.RetryCount;
import io.poshub.fakeshop.Faults;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What tills do reaches the shop, sooner or later or never. */
class TellingTest extends ConnectedShop {
  private static final Duration JOB_LEASE = Duration.ofSeconds(90);

  @Test
  void whatCannotBeToldIsTriedAfterOneFiveAndFifteenMinutesThenHourlyForADay() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    shop.faults((_, _) -> new Faults.Fault.Failing(500, false));
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> waitsAfter(1));

    for (int seconds : new int[] {60, 300, 900, 3_600, 3_600}) {
      int before = attempts();
      clock.advance(Duration.ofSeconds(seconds - 1));
      hub.timers.fireDue();
      assertThat(attempts()).isEqualTo(before);
      clock.advance(Duration.ofSeconds(1));
      hub.runUntil(() -> waitsAfter(before + 1));
    }
    for (int hour = 0; hour < 25 && job().state().equals("waiting"); hour++) {
      clock.advance(Duration.ofHours(1));
      int before = attempts();
      hub.runUntil(() -> waitsAfter(before + 1) || job().state().equals("dead"));
    }

    assertThat(job().state()).isEqualTo("dead");
    assertThat(events(EventType.SYNC_ALERT)).hasSize(1);
    shop.faults(Faults.NONE);
    assertThat(hub.connector.queue().retryAll("kitchen")).isEqualTo(new RetryCount(1, 0));
    hub.runUntil(() -> job().state().equals("done"));
    assertThat(String.valueOf(shop.order(id))).contains("accepted");
  }

  @Test
  void aStatusTheShopDoesNotKnowIsGivenUpAtOnce() {
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-the-kitchen")));
    shop.place("processing", paid());
    shop.runQueue();

    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").dead() == 1);

    assertThat(job().lastError()).contains("400");
  }

  @Test
  void whatTheShopHasRefusedIsNotToldAgainByEverySweep() {
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-the-kitchen")));
    long id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").dead() == 1);

    hub.sweep(tenant);
    hub.sweep(tenant);

    assertThat(hub.connector.queue().list("kitchen", null, null, 10).items()).hasSize(1);
    assertThat(events(EventType.SYNC_ALERT)).hasSize(1);
    // What the till does next is news again.
    move(OrderStatus.READY);
    move(OrderStatus.COMPLETED);
    hub.runUntil(() -> "completed".equals(shop.status(id)));
  }

  @Test
  void aStatusOfAPluginIsToldAndUnderstood() {
    shop.register("awaiting-pickup");
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("ready", "awaiting-pickup")));
    long id = shop.place("processing", paid());
    shop.runQueue();

    move(OrderStatus.ACCEPTED);
    move(OrderStatus.READY);
    hub.runUntil(() -> "awaiting-pickup".equals(shop.status(id)));
    clock.advance(Duration.ofSeconds(5));
    shop.runQueue();
    hub.sweep(tenant);

    assertThat(order().status()).isEqualTo(OrderStatus.READY);
    assertThat(order().version()).isEqualTo(3);
  }

  @Test
  void aShopThatWantsToBeLeftAloneIsNotAskedForOtherOrdersEither() {
    shop.place("processing", paid());
    shop.place("processing", paid());
    shop.runQueue();
    List<Order> orders = orders();
    AtomicInteger calls = new AtomicInteger();
    shop.faults((_, path) -> {
      if (path.matches(".*/orders/\\d+")) {
        calls.incrementAndGet();
      }
      return new Faults.Fault.TooMany(600);
    });
    accept(orders.getFirst());
    hub.runUntil(() -> calls.get() == 1 && hub.connector.queue().stats("kitchen").waiting() == 1);

    accept(orders.getLast());
    clock.advance(Duration.ofSeconds(599));
    hub.runUntil(() -> hub.timers.fireDue() == 0);
    assertThat(calls).hasValue(1);
    shop.faults(Faults.NONE);
    clock.advance(Duration.ofSeconds(1));
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() == 2);
  }

  @Test
  void aShopThatWantsToBeLeftAloneByASweepIsNotCalledByAJobEitherNorTheOtherWayRound() {
    shop.place("processing", paid());
    shop.runQueue();
    shop.faults((_, _) -> new Faults.Fault.TooMany(600));
    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() == 1);
    int requests = shop.requests();

    move(OrderStatus.ACCEPTED);
    hub.connector.requestSync(tenant, 7);
    clock.advance(Duration.ofSeconds(599));
    hub.runUntil(() -> hub.timers.fireDue() == 0);

    assertThat(shop.requests()).isEqualTo(requests);
    assertThat(attempts()).isZero();
    shop.faults(Faults.NONE);
    clock.advance(Duration.ofMinutes(1));
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() == 1);
  }

  @Test
  void aJobThatWasLostWithItsNodeComesBackAfterItsLease() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    move(OrderStatus.READY);
    move(OrderStatus.COMPLETED);
    // Another node takes the job and dies.
    Lanes.await(
        new Intake(hub.lanes, ShopListener.NONE)
            .movedHere(
                tenant, order().id(), hub.links.find("kitchen").orElseThrow().terms().statuses()));
    JobQueue jobs = new JobQueue(hub.transactions, hub.lanes, hub.tenants, clock);
    assertThat(Lanes.await(jobs.take(tenant, Long.toString(id)))).isPresent();

    hub.timers.fireDue();
    assertThat(shop.status(id)).isEqualTo("processing");
    clock.advance(JOB_LEASE);
    hub.runUntil(() -> "completed".equals(shop.status(id)));

    assertThat(job().attempts()).isEqualTo(2);
  }

  @Test
  void jobsAreListedByStateAndPruned() {
    shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() == 1);

    assertThat(hub.connector.queue().list("kitchen", JobState.DONE, null, 10).items()).hasSize(1);
    assertThat(hub.connector.queue().list("kitchen", JobState.DEAD, null, 10).items()).isEmpty();
    clock.advance(Duration.ofDays(8));
    assertThat(hub.connector.queue().prune("kitchen", 7, true)).isOne();
    assertThat(hub.connector.queue().prune("kitchen", 7, false)).isOne();
    assertThat(hub.connector.queue().stats("kitchen").done()).isZero();
  }

  private void accept(Order order) {
    hub.orders.change(
        tenant,
        order.id(),
        new OrderChange(OrderStatus.ACCEPTED, null, "till-1", null, null, null));
  }
}
