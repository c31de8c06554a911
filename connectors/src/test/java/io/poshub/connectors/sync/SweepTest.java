package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.connectors.link.ShopLink;
import io.poshub.engine.retention.Retention;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a look at the shop finds, and how it goes on after trouble. */
class SweepTest extends ConnectedShop {
  private static final Duration SWEEP_LEASE = Duration.ofMinutes(2);

  @Test
  void anOrderInTheTrashIsCancelledAndComesBackWithItsStatus() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));

    shop.trash(id);
    shop.runQueue();
    hub.runUntil(() -> order().status() == OrderStatus.CANCELLED);
    clock.advance(Duration.ofSeconds(5));
    // Bringing it back sends nothing; the next sweep finds it.
    shop.setStatus(id, "processing");
    shop.runQueue();
    hub.sweep(tenant);

    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);
    assertThat(events(EventType.NEW_ORDER)).hasSize(2);
  }

  @Test
  void anOrderDeletedForGoodIsMissedByTheNextSweep() {
    long id = shop.place("processing", paid());
    shop.runQueue();

    shop.deleteForGood(id);
    shop.runQueue();
    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);
    hub.sweep(tenant);

    assertThat(order().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(order().reason()).isEqualTo("deleted in the shop");
  }

  @Test
  void anOrderWhoseStatusBelongedToAPluginThatIsGoneStays() {
    shop.register("awaiting-pickup");
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    shop.setStatus(id, "awaiting-pickup");
    shop.unregister("awaiting-pickup");

    hub.sweep(tenant);

    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void moreOrdersOfOneSecondThanAPageHoldsAreAllFound() {
    for (int i = 0; i < 250; i++) {
      shop.place("processing", paid());
    }

    hub.sweep(tenant);

    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(250);
  }

  @Test
  void aShopThatIsDownIsAskedAgainLaterAndSaysSoMeanwhile() {
    shop.place("processing", paid());
    shop.faults((_, _) -> new Faults.Fault.Failing(503, true));
    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() == 1);
    hub.runUntil(() -> "failing".equals(hub.connector.state(tenant).orElseThrow().state()));
    assertThat(hub.connector.state(tenant).orElseThrow().lastError()).contains("503");

    shop.faults(Faults.NONE);
    clock.advance(Duration.ofMinutes(1));
    hub.runUntil(() -> !orders().isEmpty());

    hub.runUntil(() -> "active".equals(hub.connector.state(tenant).orElseThrow().state()));
  }

  @Test
  void aShopThatIsDownHoldsUpNobodyElses() {
    Tenant bakery = hub.newTenant("bakery");
    try (FakeShop other = FakeShop.start(clock)) {
      assertThat(hub.connector.connect(bakery, JourneyTest.access(other, Map.of())))
          .isInstanceOf(ConnectOutcome.Connected.class);
      other.place("processing", paid());
      other.takeDeliveries();
      shop.faults((_, _) -> new Faults.Fault.Failing(500, false));

      assertThat(hub.connector.requestAllSyncs()).isEqualTo(2);
      hub.runUntil(() ->
          hub.counting.sweepsFailed.get() > 0
              && hub.events(bakery, EventType.NEW_ORDER).size() == 1);

      hub.runUntil(() -> "failing".equals(hub.connector.state(tenant).orElseThrow().state()));
      assertThat(hub.connector.state(bakery).orElseThrow().state()).isEqualTo("active");
    }
  }

  @Test
  void aSwitchedOffPluginCancelsNothing() {
    shop.place("processing", paid());
    shop.runQueue();
    shop.faults((_, _) -> new Faults.Fault.SwitchedOff());

    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() == 1);

    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void onlyOneSweepsWhateverTheNodes() {
    ShopLink link = hub.links.find("kitchen").orElseThrow();
    assertThat(
            hub.links.lease("kitchen", "other", clock.instant().plus(SWEEP_LEASE), clock.instant()))
        .isTrue();
    int before = hub.counting.sweepsWell.get();

    hub.connector.requestSync(tenant, null);
    for (int i = 0; i < 5; i++) {
      hub.timers.fireDue();
    }

    assertThat(hub.counting.sweepsWell).hasValue(before);
    assertThat(link.tenant()).isEqualTo("kitchen");
    clock.advance(SWEEP_LEASE.plusSeconds(6));
    hub.runUntil(() -> hub.counting.sweepsWell.get() > before);
  }

  @Test
  void whatIsAskedForInTheMiddleOfASweepIsSweptAfterIt() {
    shop.place("processing", clock.instant().minus(Duration.ofDays(20)), paid());
    AtomicBoolean first = new AtomicBoolean(true);
    shop.faults((_, path) -> {
      if (path.endsWith("/orders") && first.getAndSet(false)) {
        hub.connector.requestSync(tenant, 25);
      }
      return new Faults.Fault.None();
    });
    hub.connector.requestSync(tenant, 3);

    hub.runUntil(() -> !first.get() && hub.counting.sweepsWell.get() == 2);
    assertThat(orders()).isEmpty();
    clock.advance(Duration.ofSeconds(5));
    hub.runUntil(() -> hub.counting.sweepsWell.get() == 3);

    assertThat(orders()).hasSize(1);
  }

  @Test
  void anOrderThatWasOverLongAgoIsForgottenAndNotTakenInAgain() {
    long id = shop.place("completed", paid());
    shop.runQueue();
    assertThat(orders()).hasSize(1);
    clock.advance(Duration.ofDays(89));
    deleteWhatIsOld();
    assertThat(orders()).hasSize(1);

    clock.advance(Duration.ofDays(2));
    deleteWhatIsOld();
    assertThat(orders()).isEmpty();
    hub.connector.requestSync(tenant, 365);
    hub.sweep(tenant);

    assertThat(orders()).isEmpty();
    assertThat(shop.status(id)).isEqualTo("completed");
  }

  private void deleteWhatIsOld() {
    new Retention(() -> List.of("kitchen"), hub.connector.prunings(), clock).step();
  }
}
