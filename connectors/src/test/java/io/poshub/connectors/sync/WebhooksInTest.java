package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.connectors.link.ShopLink;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.shop.UnmappableOrder;
import io.poshub.fakeshop.Delivery;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a shop's webhooks bring, and how they come. */
class WebhooksInTest extends ConnectedShop {
  private static final int FORGED_MAX = 30;

  @Test
  void connectingMakesFourWebhooksThatTheShopPings() {
    assertThat(shop.hooks().active()).isEqualTo(4);
    assertThat(door.accepted).hasValue(4);
    assertThat(hub.connector.state(tenant).orElseThrow().webhooks()).isEqualTo("active");
    assertThat(hub.connector.state(tenant).orElseThrow().timeZone()).isEqualTo("Pacific/Auckland");

    hub.connector.disconnect(tenant);

    assertThat(shop.hooks().count()).isZero();
    assertThat(hub.connector.state(tenant)).isEmpty();
  }

  @Test
  void aPaidOrderRingsOnceThoughCreatedAndUpdatedAreBothSentAndSentAgain() {
    shop.place("processing", paid());
    List<Delivery> deliveries = shop.takeDeliveries();

    deliveries.reversed().forEach(shop.hooks()::send);
    deliveries.forEach(shop.hooks()::send);

    assertThat(deliveries).hasSize(2);
    assertThat(events(EventType.NEW_ORDER)).hasSize(1);
    assertThat(events(EventType.ORDER_UPDATED)).isEmpty();
  }

  @Test
  void anUnpaidOrderRingsWhenItIsPaid() {
    long id = shop.place("pending", paid());
    shop.runQueue();
    assertThat(events(EventType.NEW_ORDER)).isEmpty();
    clock.advance(Duration.ofSeconds(5));

    shop.setStatus(id, "processing");
    shop.runQueue();

    assertThat(events(EventType.NEW_ORDER)).hasSize(1);
  }

  @Test
  void anOlderStateThatComesLateChangesNothing() {
    long id = shop.place("processing", paid());
    List<Delivery> early = shop.takeDeliveries();
    clock.advance(Duration.ofSeconds(3));
    shop.setStatus(id, "cancelled");

    shop.runQueue();
    early.forEach(shop.hooks()::send);

    assertThat(shop.hooks().queued()).isZero();
    assertThat(orders()).extracting(Order::status).containsExactly(OrderStatus.CANCELLED);
  }

  @Test
  void twoStatesOfOneSecondAreResolvedByAskingTheShop() {
    long id = shop.place("processing", paid());
    List<Delivery> first = shop.takeDeliveries();
    shop.setStatus(id, "completed");
    List<Delivery> second = shop.takeDeliveries();

    second.forEach(shop.hooks()::send);
    first.forEach(shop.hooks()::send);
    hub.runUntil(() -> hub.connector.queue().stats("kitchen").done() > 0);

    assertThat(order().status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void aForgedDeliveryIsRefused() {
    shop.place("processing", paid());

    shop.takeDeliveries().forEach(d -> shop.hooks().send(d.signedWith("Zm9yZ2Vk")));

    assertThat(orders()).isEmpty();
    assertThat(door.refused).hasValue(2);
  }

  @Test
  void whoForgesTooManyIsToldSoAndTheShopIsHeardAllTheSame() {
    shop.place("processing", paid());
    List<Delivery> real = shop.takeDeliveries();
    HookCall forged = forgedFrom("192.0.2.66");
    List<HookAnswer> answers =
        IntStream.range(0, FORGED_MAX + 2)
            .mapToObj(_ -> hub.connector.receive("kitchen", forged))
            .toList();

    assertThat(answers.subList(0, FORGED_MAX)).containsOnly(HookAnswer.WRONG_SIGNATURE);
    assertThat(answers.subList(FORGED_MAX, FORGED_MAX + 2))
        .containsOnly(HookAnswer.TOO_MANY_FORGED);
    assertThat(hub.connector.receive("kitchen", forgedFrom("192.0.2.67")))
        .isEqualTo(HookAnswer.WRONG_SIGNATURE);
    real.forEach(shop.hooks()::send);
    assertThat(orders()).hasSize(1);
    clock.advance(Duration.ofSeconds(61));
    assertThat(hub.connector.receive("kitchen", forged)).isEqualTo(HookAnswer.WRONG_SIGNATURE);
  }

  private static HookCall forgedFrom(String remote) {
    return new HookCall("application/json", "order.updated", "Zm9yZ2Vk", "1", remote, new byte[1]);
  }

  @Test
  void whatIsNotStoredWithinASecondIsRefusedAndNothingIsLost() {
    CountDownLatch free = new CountDownLatch(1);
    CompletableFuture<Boolean> keptBusy = hub.lanes.submit(tenant, new KeepBusy(free));
    shop.place("processing", paid());
    List<Delivery> deliveries = shop.takeDeliveries();
    int accepted = door.accepted.get();
    long began = System.nanoTime();

    shop.hooks().send(deliveries.getFirst());

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(door.accepted).hasValue(accepted);
    free.countDown();
    assertThat(Lanes.await(keptBusy)).isTrue();
    hub.sweep(tenant);
    assertThat(events(EventType.NEW_ORDER)).hasSize(1);
  }

  /** Keeps the tenant's lane from storing anything else. */
  private record KeepBusy(CountDownLatch free) implements Command<Boolean> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Boolean decide(Batch batch) {
      try {
        return free.await(Hub.WAIT.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  @Test
  void whatIsNotJsonOrHasNoIdOrNoShopIsAnsweredSo() {
    byte[] body =
        "{\"code\":\"woocommerce_rest_shop_order_invalid_id\"}".getBytes(StandardCharsets.UTF_8);
    ShopLink link = hub.links.find("kitchen").orElseThrow();

    assertThat(hub.connector.receive("kitchen", signed(link, body))).isEqualTo(HookAnswer.ACCEPTED);
    assertThat(hub.connector.receive("kitchen", signed(link, new byte[] {'{'})))
        .isEqualTo(HookAnswer.UNREADABLE);
    assertThat(hub.connector.receive("nobody", signed(link, body))).isEqualTo(HookAnswer.UNKNOWN);
  }

  @Test
  void aWebhookThatTheShopHasDisabledIsSwitchedOnAgain() {
    door.open(null);
    long id = shop.place("processing", paid());
    for (int i = 0; i < 8; i++) {
      shop.setStatus(id, i % 2 == 0 ? "completed" : "processing");
      shop.runQueue();
    }
    assertThat(shop.hooks().active()).isEqualTo(3);
    door.open(hub.connector);

    hub.sweep(tenant);

    assertThat(shop.hooks().active()).isEqualTo(4);
    assertThat(hub.counting.healed).hasValue(1);
    assertThat(events(EventType.SYNC_ALERT)).hasSize(1);
    assertThat(orders()).hasSize(1);
  }

  @Test
  void anOrderThatDoesNotAddUpIsKeptShownAndAlarmedOnce() {
    Map<String, JsonValue> wrong = paid();
    wrong.put("total", new JsonValue.Text("999.99"));
    long id = shop.place("processing", wrong);

    shop.runQueue();
    hub.sweep(tenant);

    assertThat(orders()).isEmpty();
    assertThat(events(EventType.SYNC_ALERT)).hasSize(1);
    assertThat(hub.connector.state(tenant).orElseThrow().backlog().unmappableOrders()).isOne();
    UnmappableOrder shown = hub.connector.unmappable(tenant, null, 10).items().getFirst();
    assertThat(shown.externalId()).isEqualTo(Long.toString(id));
    assertThat(shown.reason()).contains("do not add up");
    assertThat(shown.since()).isEqualTo(clock.instant());
    assertThat(shown.shopUrl()).startsWith(shop.url()).contains("post=" + id);
    assertThat(hub.connector.unmappable(tenant, shown.externalId(), 10).items()).isEmpty();
    clock.advance(Duration.ofSeconds(9));
    shop.change(id, paid());
    shop.runQueue();
    assertThat(orders()).hasSize(1);
    assertThat(hub.connector.state(tenant).orElseThrow().backlog().unmappableOrders()).isZero();
  }

  @Test
  void aRefundChangesTheOrderAndAWholeOneCancelsIt() {
    long id = shop.place("completed", paid());
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));

    shop.refund(id, "0.50");
    shop.runQueue();

    assertThat(order().status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(order().details()).contains("\"refunded\"").contains("\"0.50\"");
    clock.advance(Duration.ofSeconds(5));
    shop.setStatus(id, "refunded");
    shop.runQueue();
    assertThat(order().status()).isEqualTo(OrderStatus.CANCELLED);
    // One that is over when it comes rings nobody.
    assertThat(events(EventType.NEW_ORDER)).isEmpty();
    assertThat(events(EventType.ORDER_UPDATED)).hasSize(3);
  }

  @Test
  void whatTheShopSentIsKeptAsItCame() {
    long id = shop.place("processing", paid());
    List<Delivery> deliveries = shop.takeDeliveries();
    deliveries.forEach(shop.hooks()::send);

    assertThat(kept(id))
        .isEqualTo(new String(deliveries.getFirst().body(), StandardCharsets.UTF_8));
    clock.advance(Duration.ofSeconds(5));
    shop.change(id, Map.of("plugin", new JsonValue.Text("🎁".repeat(Limits.LARGE_BODY_MAX_BYTES))));
    hub.sweep(tenant);

    assertThat(orders()).hasSize(1);
    assertThat(kept(id))
        .hasSizeBetween(Limits.LARGE_BODY_MAX_BYTES - 1, Limits.LARGE_BODY_MAX_BYTES);
  }

  private String kept(long id) {
    return hub.transactions.inTenant(
        "kitchen",
        connection -> {
          try (var select =
              connection.prepareStatement("SELECT body FROM shop_orders WHERE external_id = ?")) {
            select.setString(1, Long.toString(id));
            try (var rows = select.executeQuery()) {
              return rows.next() ? rows.getString(1) : "";
            }
          }
        });
  }

  private static HookCall signed(ShopLink link, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(link.hookSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return new HookCall(
          "application/json",
          "order.updated",
          Base64.getEncoder().encodeToString(mac.doFinal(body)),
          "1",
          "192.0.2.1",
          body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
