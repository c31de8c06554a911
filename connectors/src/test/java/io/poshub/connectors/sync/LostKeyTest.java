package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.shop.ShopState;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub has another key than the one the shop's keys were sealed with. */
class LostKeyTest extends ConnectedShop {
  /** What is remembered of a connection for the door is over by then. */
  private static final Duration REMEMBERED = Duration.ofSeconds(11);

  private static final int LONGER_THAN_A_TIMER_LIVES = 20;

  private long id;

  @BeforeEach
  void lose() {
    id = shop.place("processing", paid());
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    reverse();
    clock.advance(REMEMBERED);
  }

  @Test
  void theStateSaysWhatToDo() {
    ShopState state = hub.connector.state(tenant).orElseThrow();

    assertThat(state.state()).isEqualTo("locked");
    assertThat(state.lastError()).contains("HUB_SECRET_KEY", "connect the shop anew");
    assertThat(state.storeUrl()).isEqualTo(shop.url());
    assertThat(hub.connector.requestSync(tenant, 7)).isTrue();
    reverse();
    assertThat(hub.connector.state(tenant).orElseThrow().state()).isEqualTo("active");
  }

  @Test
  void nothingIsGivenUpOnceTheKeyIsBack() {
    shop.place("processing", paid());
    shop.runQueue();
    assertThat(door.refused.get()).isPositive();
    for (int i = 0; i < LONGER_THAN_A_TIMER_LIVES; i++) {
      clock.advance(Duration.ofMinutes(90));
      hub.runUntil(() -> hub.timers.fireDue() == 0);
    }
    assertThat(hub.timers.dead("kitchen")).isEmpty();
    assertThat(orders()).hasSize(1);
    assertThat(hub.connector.queue().stats("kitchen").dead()).isZero();
    assertThat(job().lastError()).contains("HUB_SECRET_KEY");

    reverse();
    clock.advance(Duration.ofMinutes(2));
    hub.runUntil(() -> orders().size() == 2);
    hub.runUntil(() -> String.valueOf(shop.order(id)).contains("accepted"));

    hub.runUntil(() -> "active".equals(hub.connector.state(tenant).orElseThrow().state()));
    assertThat(hub.connector.queue().stats("kitchen").dead()).isZero();
    assertThat(events(EventType.SYNC_ALERT)).isEmpty();
  }

  @Test
  void connectedAnewItGoesOnWhereItWas() {
    shop.place("processing", paid());
    shop.takeDeliveries();
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of()));

    hub.sweep(tenant);

    assertThat(orders()).hasSize(2);
  }

  /** Takes the key away, or gives it back. */
  private void reverse() {
    hub.transactions.inMain(connection -> {
      try (var update =
          connection.prepareStatement("UPDATE shop_connections SET secrets = REVERSE(secrets)")) {
        return update.executeUpdate();
      }
    });
  }
}
