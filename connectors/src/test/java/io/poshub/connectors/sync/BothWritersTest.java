package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.fakeshop.Faults;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Both sides change an order at about the same time. */
class BothWritersTest extends ConnectedShop {
  @Test
  void theLaterOfTwoChangesHoldsAndIsShown() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    shop.faults((_, _) -> new Faults.Fault.Failing(500, false));
    move(OrderStatus.REJECTED);
    hub.runUntil(() -> attempts() == 1);
    clock.advance(Duration.ofSeconds(20));
    shop.faults(Faults.NONE);
    shop.setStatus(id, "completed");

    shop.runQueue();

    assertThat(order().status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(job().state()).isEqualTo("done");
    assertThat(events(EventType.SYNC_ALERT).getLast().data()).contains("status_conflict", "shop's");
    clock.advance(Duration.ofHours(2));
    hub.sweep(tenant);
    assertThat(shop.status(id)).isEqualTo("completed");
  }

  @Test
  void anEarlierChangeOfTheShopDoesNotUndoTheTills() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    shop.setStatus(id, "on-hold");
    clock.advance(Duration.ofSeconds(5));
    move(OrderStatus.REJECTED);

    hub.runUntil(() -> "cancelled".equals(shop.status(id)));

    assertThat(order().status()).isEqualTo(OrderStatus.REJECTED);
  }

  @Test
  void aChangeAtTheShopBetweenTheHubsLookAndItsWriteIsFollowed() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    onFirstWrite(() -> shop.setStatus(id, "completed"));

    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() == 1);
    hub.sweep(tenant);

    assertThat(shop.status(id)).isEqualTo("completed");
    assertThat(order().status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void aWriteThatUndoesALaterChangeOfTheShopIsPutRight() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    shop.setStatus(id, "on-hold");
    clock.advance(Duration.ofSeconds(5));
    onFirstWrite(() -> {
      clock.advance(Duration.ofSeconds(5));
      shop.setStatus(id, "completed");
      shop.runQueue();
    });

    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() == 2);
    hub.sweep(tenant);

    assertThat(shop.status(id)).isEqualTo("completed");
    assertThat(order().status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void aChangeBackAtTheShopIsSeenThoughItsWebhookComesBeforeTheAnswerToTheWrite() {
    long id = shop.place("processing", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    AtomicBoolean first = new AtomicBoolean(true);
    shop.faults(
        Faults.meanwhile((method, path) -> {
          if (method.equals("PUT") && first.getAndSet(false)) {
            clock.advance(Duration.ofSeconds(1));
            shop.setStatus(id, "processing");
            shop.runQueue();
          }
        }));

    move(OrderStatus.REJECTED);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() == 2);

    assertThat(shop.status(id)).isEqualTo("processing");
    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);
  }

  /** Something happens at the shop while the hub's first write is on its way. */
  private void onFirstWrite(Runnable change) {
    AtomicBoolean first = new AtomicBoolean(true);
    shop.faults((method, _) -> {
      if (method.equals("PUT") && first.getAndSet(false)) {
        change.run();
      }
      return new Faults.Fault.None();
    });
  }
}
