package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.fakeshop.Faults;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A shop whose clock is put back, or that comes back from a backup. */
class ClockJumpTest extends ConnectedShop {
  private static final Instant TOMORROW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:01Z");

  @Test
  void aChangeThatIsDatedBeforeTheLastOneIsFollowed() {
    long id = shop.place("processing", paid());
    shop.date(id, TOMORROW);
    shop.runQueue();
    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);

    cancelAt(id, NOW);
    shop.runQueue();
    hub.runUntil(() -> order().status() == OrderStatus.CANCELLED);

    assertThat(shop.status(id)).isEqualTo("cancelled");
  }

  @Test
  void alsoIfNoWebhookTellsOfIt() {
    long id = shop.place("processing", paid());
    shop.date(id, TOMORROW);
    hub.sweep(tenant);

    cancelAt(id, NOW);
    clock.advance(Duration.ofSeconds(2));
    hub.sweep(tenant);

    assertThat(order().status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void whatTheShopCancelledIsNotRevivedByATill() {
    long id = shop.place("processing", paid());
    shop.date(id, TOMORROW);
    shop.runQueue();
    shop.takeDeliveries();
    cancelAt(id, NOW);
    shop.takeDeliveries();

    clock.advance(Duration.ofSeconds(5));
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> order().status() == OrderStatus.CANCELLED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").waiting() == 0);

    assertThat(shop.status(id)).isEqualTo("cancelled");
    assertThat(events(EventType.SYNC_ALERT).getLast().data())
        .contains("status_conflict", "the shop's change was the later one");
  }

  @Test
  void whatTheHubTellsCountsThoughTheShopDatesItBefore() {
    long id = shop.place("processing", paid());
    shop.date(id, TOMORROW);
    shop.runQueue();
    move(OrderStatus.ACCEPTED);
    move(OrderStatus.READY);
    move(OrderStatus.COMPLETED);

    hub.runUntil(() -> "completed".equals(shop.status(id)));
    clock.advance(Duration.ofMinutes(1));
    shop.runQueue();
    hub.sweep(tenant);

    assertThat(order().status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(shop.status(id)).isEqualTo("completed");
    assertThat(events(EventType.SYNC_ALERT)).isEmpty();
  }

  @Test
  void anAnswerThatWasOvertakenOnItsWayIsAskedForAgain() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(10));
    AtomicBoolean first = new AtomicBoolean(true);
    shop.faults(
        Faults.meanwhile((method, path) -> {
          if (path.matches(".*/orders") && first.getAndSet(false)) {
            clock.advance(Duration.ofSeconds(10));
            shop.setStatus(id, "cancelled");
            shop.runQueue();
          }
        }));

    hub.sweep(tenant);
    clock.advance(Duration.ofSeconds(5));
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").waiting() == 0);

    assertThat(order().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(order().version()).isEqualTo(2);
  }

  private void cancelAt(long id, Instant date) {
    shop.setStatus(id, "cancelled");
    shop.date(id, date);
  }
}
