package io.poshub.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.EventType;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.protocol.webhook.DeliveryStatus;
import io.poshub.testing.HttpTarget.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries from the real database over real sockets; the clock is the test's. */
class DeliveryTest {
  private final HookFixture shop = new HookFixture();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void theEventArrivesAsTheSocketsSeeItAndSigned() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.emit(EventType.MODE_CHANGED, 1);

    shop.node.deliver();

    StreamEvent event = shop.engine.stored(shop.tenant).getLast();
    Message message = shop.target.messages.getFirst();
    assertThat(message.body()).isEqualTo(event.json());
    assertThat(message.id()).isEqualTo(event.id());
    long timestampS = Long.parseLong(message.header("webhook-timestamp"));
    assertThat(timestampS).isEqualTo(shop.engine.clock.instant().getEpochSecond());
    WebhookSecret secret =
        new WebhookSecret(Base64.getDecoder().decode(created.secret().reveal().substring(6)));
    assertThat(message.header("webhook-signature"))
        .isEqualTo(
            secret.sign(event.id(), timestampS, message.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(message.header("content-type")).isEqualTo("application/json");
    assertThat(shop.deliveries(created))
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
          assertThat(delivery.attempt()).isEqualTo(1);
          assertThat(delivery.responseStatus()).isEqualTo(204);
          assertThat(delivery.nextAt()).isNull();
        });
    assertThat(shop.view(created).lastSuccessAt()).isEqualTo(shop.engine.clock.instant());
  }

  @Test
  void onlyWhatComesAfterAndWasAskedForIsDelivered() throws Exception {
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.created(EventType.MODE_CHANGED, EventType.LOYALTY_UPDATED);
    shop.emit(EventType.MODE_CHANGED, 2);
    shop.emit(EventType.ORDER_UPDATED, 3);
    shop.emit(EventType.LOYALTY_UPDATED, 4);

    shop.node.deliver();

    assertThat(shop.target.messages)
        .extracting(Message::type)
        .containsExactlyInAnyOrder("mode_changed", "loyalty_updated");
  }

  @Test
  void manyEventsArriveAllOnceAndAtMostFourAtATime() throws Exception {
    shop.created(EventType.MODE_CHANGED);
    IntStream.range(0, 100).forEach(i -> shop.emit(EventType.MODE_CHANGED, i));

    shop.node.deliver();

    assertThat(shop.target.messages).hasSize(100);
    assertThat(shop.ids()).hasSize(100);
    assertThat(shop.target.mostAtOnce).hasValueBetween(1, Courier.IN_FLIGHT_MAX);
  }

  @Test
  void aMessageForWebhooksAloneIsNoPartOfTheStream() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.ORDER_OVERDUE);
    shop.created(EventType.MODE_CHANGED);
    shop.run(
        batch -> batch.rows(WebhookSet.KIND).tell(EventType.ORDER_OVERDUE, Map.of("n", 1), batch));
    shop.emit(EventType.ORDER_OVERDUE, 2);

    shop.node.deliver();

    assertThat(shop.engine.stored(shop.tenant)).hasSize(1);
    assertThat(shop.target.messages)
        .singleElement()
        .extracting(Message::type)
        .isEqualTo("order_overdue");
    Message message = shop.target.messages.getFirst();
    assertThat(message.body()).contains("\"data\":{\"n\":1}").doesNotContain("\"seq\"");
    assertThat(message.body()).contains("\"id\":\"" + message.id() + "\"");
    assertThat(shop.deliveries(created)).hasSize(1);
  }

  @Test
  void twoNodesDeliverEachEventOnce() throws Exception {
    shop.created(EventType.MODE_CHANGED);
    shop.created(EventType.MODE_CHANGED);
    AtomicBoolean writing = new AtomicBoolean(true);
    try (DeliveryNode other = new DeliveryNode(shop.engine)) {
      Thread second =
          Thread.startVirtualThread(() -> {
            while (writing.get()) {
              other.couriers.dispatch();
            }
          });
      for (int i = 0; i < 60; i++) {
        shop.emit(EventType.MODE_CHANGED, i);
        shop.node.couriers.dispatch();
      }
      writing.set(false);
      second.join();
      other.deliver();
      shop.node.deliver();
    }
    shop.node.deliver();

    assertThat(shop.target.messages).hasSize(120);
    assertThat(shop.ids()).hasSize(60);
  }

  @Test
  void whatANodeLeftBehindIsDeliveredByTheNextWhenItsLeaseIsOver() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.emit(EventType.MODE_CHANGED, 1);
    WorkRows.Key key = new WorkRows.Key("bakery", created.webhook().id());
    Instant now = shop.engine.clock.instant();
    shop.engine.transactions.inMain(connection ->
        new WorkRows(connection, shop.engine.transactions.schemas().main())
            .lease(key, "dead node", now, now.plus(Courier.LEASE)));

    assertThat(shop.node.couriers.dispatch()).isZero();
    shop.engine.clock.advance(Courier.LEASE);
    shop.node.deliver();

    assertThat(shop.target.messages).hasSize(1);
  }

  @Test
  void aHubThatStartsAgainDeliversWhatItHadNotAndRetriesWhatFailed() throws Exception {
    shop.created(EventType.MODE_CHANGED);
    shop.target.answers(500);
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.node.deliver();
    shop.node.close();
    shop.emit(EventType.MODE_CHANGED, 2);
    shop.target.answers(200);

    shop.engine.clock.advance(RetryPlan.WAITS.getFirst());
    try (DeliveryNode restarted = new DeliveryNode(shop.engine)) {
      restarted.deliver();
    }

    assertThat(shop.target.messages).hasSize(3);
    assertThat(shop.ids()).hasSize(2);
  }

  @Test
  void aStreamThatWasPrunedIsTakenUpWhereItBeginsNow() throws Exception {
    shop.created(EventType.MODE_CHANGED);
    for (int i = 0; i < 5; i++) {
      shop.emit(EventType.MODE_CHANGED, i);
    }
    shop.engine.execute(shop.tenant, "DELETE FROM events WHERE seq <= 3");

    shop.node.deliver();

    assertThat(shop.target.messages).hasSize(2);
  }

  @Test
  void aNewEpochIsTakenUpToo() throws Exception {
    shop.created(EventType.MODE_CHANGED);
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.node.deliver();
    shop.engine.execute(
        shop.tenant,
        "UPDATE "
            + shop.engine.schemas.main()
            + ".stream_heads SET epoch = 'rebuilt' WHERE seq >= 0");
    shop.emit(EventType.MODE_CHANGED, 2);
    shop.node.deliver();
    shop.emit(EventType.MODE_CHANGED, 3);

    shop.node.deliver();

    assertThat(shop.ids()).hasSize(3);
  }
}
