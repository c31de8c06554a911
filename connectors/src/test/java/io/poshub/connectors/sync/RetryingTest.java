package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.RetryCount;
import io.poshub.engine.shop.ShopJob;
import io.poshub.fakeshop.Faults;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was given up is tried again: the shop is told what is so now, in the words of now. */
class RetryingTest extends ConnectedShop {
  private static final int HOURS_OF_A_DAY = 26;

  /** More than one transaction takes. */
  private static final int MANY = 230;

  @Test
  void anOldJobThatIsTriedAgainDoesNotTakeItsOrderBack() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    ShopJob old = givenUp();
    move(OrderStatus.READY);
    move(OrderStatus.COMPLETED);
    hub.runUntil(() -> "completed".equals(shop.status(id)));

    assertThat(hub.connector.queue().retry("kitchen", old.id())).isTrue();
    hub.runUntil(() -> hub.timers.fireDue() == 0);

    assertThat(shop.status(id)).isEqualTo("completed");
    assertThat(String.valueOf(shop.order(id))).doesNotContain("accepted");
    ShopJob after = hub.connector.queue().find("kitchen", old.id()).orElseThrow();
    assertThat(after.state()).isEqualTo("done");
    assertThat(after.lastError()).contains("overtaken", "completed");
    assertThat(hub.connector.queue().retry("kitchen", old.id())).isFalse();
  }

  @Test
  void ofSeveralJobsOfAnOrderOnlyTheOneThatTellsWhatIsSoNowIsTriedAgain() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    down();
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> attempts() == 1);
    move(OrderStatus.READY);
    hub.runUntil(() -> stats().waiting() == 2);
    ShopJob newest = givenUp();
    assertThat(stats().dead()).isEqualTo(2);

    assertThat(hub.connector.queue().retryAll("kitchen")).isEqualTo(new RetryCount(1, 1));
    hub.runUntil(() -> stats().done() == 2);

    assertThat(hub.connector.queue().find("kitchen", newest.id()).orElseThrow().lastError())
        .isNull();
    assertThat(String.valueOf(shop.order(id))).contains("ready").doesNotContain("accepted");
  }

  @Test
  void aJobWhoseOrderIsNotKeptAnyMoreIsDone() {
    shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.REJECTED);
    givenUp();
    clock.advance(Duration.ofDays(91));
    assertThat(hub.orders.dropOver("kitchen", clock.instant(), MANY)).isOne();

    assertThat(hub.connector.queue().retryAll("kitchen")).isEqualTo(new RetryCount(0, 1));
  }

  @Test
  void aStatusThatWasRefusedIsToldInTheWordThatIsRightByNow() {
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-the-kitchen")));
    long id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> stats().dead() == 1);
    assertThat(job().lastError()).contains("in-the-kitchen");
    assertThat(job().shopStatus()).isEqualTo("in-the-kitchen");
    clock.advance(Duration.ofSeconds(5));

    shop.register("in-kitchen");
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-kitchen")));
    assertThat(hub.connector.queue().retryAll("kitchen")).isEqualTo(new RetryCount(1, 0));
    hub.runUntil(() -> stats().done() == 1);

    assertThat(shop.status(id)).isEqualTo("in-kitchen");
    assertThat(job().shopStatus()).isEqualTo("in-kitchen");
    assertThat(order().status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void aJobThatWaitsIsToldInTheWordThatIsRightByThen() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    down();
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> waitsAfter(1));
    shop.faults(Faults.NONE);
    shop.register("in-kitchen");
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-kitchen")));

    clock.advance(Duration.ofMinutes(1));
    hub.runUntil(() -> stats().done() == 1);

    assertThat(shop.status(id)).isEqualTo("in-kitchen");
  }

  @Test
  void aWriteWhoseAnswerWasLostIsKnownAsTheHubsOwnThoughTheWordsHaveChanged() {
    shop.register("in-kitchen");
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-kitchen")));
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    shop.faults((method, _) ->
        method.equals("PUT") ? new Faults.Fault.LostAnswer() : new Faults.Fault.None());
    move(OrderStatus.ACCEPTED);
    clock.advance(Duration.ofSeconds(5));
    hub.runUntil(() -> waitsAfter(1));
    assertThat(shop.status(id)).isEqualTo("in-kitchen");
    shop.faults(Faults.NONE);
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of()));

    clock.advance(Duration.ofMinutes(1));
    hub.runUntil(() -> stats().done() == 1);

    assertThat(shop.status(id)).isEqualTo("processing");
    assertThat(order().status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(events(EventType.SYNC_ALERT)).isEmpty();
  }

  @Test
  void allAreTriedAgainAndClearedHoweverManyThereAre() {
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of("accepted", "in-the-kitchen")));
    for (int i = 0; i < MANY; i++) {
      shop.place("processing", paid());
    }
    hub.sweep(tenant);
    for (Order order : pending()) {
      accept(order);
    }
    for (Order order : pending()) {
      accept(order);
    }
    hub.runUntil(() -> stats().dead() == MANY);

    assertThat(hub.connector.queue().retryAll("kitchen")).isEqualTo(new RetryCount(MANY, 0));
    hub.runUntil(() -> stats().dead() == MANY);

    assertThat(hub.connector.queue().clear("kitchen", JobState.DEAD, true)).isEqualTo(MANY);
    assertThat(hub.connector.queue().clear("kitchen", JobState.DEAD, false)).isEqualTo(MANY);
    assertThat(stats().dead()).isZero();
  }

  @Test
  void aJobTheHubItselfStumblesOverWaitsAndIsTriedAgainAsAnyOther() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    hub.counting.stumbling.set(true);
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> waitsAfter(1));
    assertThat(job().lastError()).contains("mistake of the hub's");
    hub.counting.stumbling.set(false);

    clock.advance(Duration.ofMinutes(1));
    hub.runUntil(() -> stats().done() == 1);

    assertThat(String.valueOf(shop.order(id))).contains("accepted");
  }

  private List<Order> pending() {
    return hub.orders
        .list(tenant, new OrderFilter(OrderStatus.PENDING, null, null, null), null, 200)
        .items();
  }

  private void accept(Order order) {
    hub.orders.change(
        tenant,
        order.id(),
        new OrderChange(OrderStatus.ACCEPTED, null, "till-1", null, null, null));
  }

  private void down() {
    shop.faults((_, _) -> new Faults.Fault.Failing(500, false));
  }

  private JobStats stats() {
    return hub.connector.queue().stats("kitchen");
  }

  /** The shop is down for so long that whatever waits is given up; then it is back. */
  private ShopJob givenUp() {
    down();
    hub.runUntil(() -> stats().waiting() > 0);
    for (int hour = 0; hour < 2 * HOURS_OF_A_DAY && stats().waiting() > 0; hour++) {
      clock.advance(Duration.ofHours(1));
      hub.runUntil(() -> hub.timers.fireDue() == 0 && stats().running() == 0);
    }
    assertThat(stats().waiting()).isZero();
    shop.faults(Faults.NONE);
    return job();
  }
}
