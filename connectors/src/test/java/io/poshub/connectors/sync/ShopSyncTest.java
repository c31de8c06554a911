package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.connectors.fakeshop.Delivery;
import io.poshub.connectors.fakeshop.FakeShop;
import io.poshub.connectors.fakeshop.Faults;
import io.poshub.connectors.fakeshop.SampleOrders;
import io.poshub.connectors.fakeshop.ShopKey;
import io.poshub.connectors.fakeshop.ShopProfile;
import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.job.JobQueue;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopListener;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.retention.Retention;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real shops do, one habit a test. */
class ShopSyncTest {
  private static final Duration JOB_LEASE = Duration.ofSeconds(90);
  private static final Duration SWEEP_LEASE = Duration.ofMinutes(2);

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final FakeShop shop =
      FakeShop.start(ShopProfile.CURRENT, ZoneId.of("Pacific/Auckland"), clock, false);
  private final HookServer door = new HookServer();
  private final Hub hub =
      new Hub(TestDatabase.shared().newHubSchemas(), clock, door.url(), Duration.ofSeconds(20));
  private final Tenant tenant = hub.newTenant("kitchen");

  @BeforeEach
  void connect() {
    door.open(hub.connector);
    assertThat(hub.connector.connect(tenant, JourneyTest.access(shop, Map.of())))
        .isInstanceOf(ConnectOutcome.Connected.class);
    hub.sweep(tenant);
  }

  @AfterEach
  void close() {
    door.close();
    hub.close();
    shop.close();
  }

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
  void whatIsNotJsonOrHasNoIdOrNoShopIsAnsweredSo() {
    byte[] body =
        "{\"code\":\"woocommerce_rest_shop_order_invalid_id\"}".getBytes(StandardCharsets.UTF_8);
    ShopLink link = hub.links.find("kitchen").orElseThrow();

    assertThat(hub.connector.receive("kitchen", signed(link, body))).isEqualTo(HookAnswer.ACCEPTED);
    assertThat(hub.connector.receive("kitchen", signed(link, new byte[] {'{'})))
        .isEqualTo(HookAnswer.UNREADABLE);
    assertThat(hub.connector.receive("nobody", signed(link, body))).isEqualTo(HookAnswer.UNKNOWN);
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
          body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

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
  void aSwitchedOffPluginCancelsNothing() {
    shop.place("processing", paid());
    shop.runQueue();
    shop.faults((_, _) -> new Faults.Fault.SwitchedOff());

    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() == 1);

    assertThat(order().status()).isEqualTo(OrderStatus.PENDING);
  }

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
    assertThat(hub.connector.queue().retryAll("kitchen")).isOne();
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

  private void accept(Order order) {
    hub.orders.change(
        tenant,
        order.id(),
        new OrderChange(OrderStatus.ACCEPTED, null, "till-1", null, null, null));
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
        new Faults() {
          @Override
          public Fault next(String method, String path) {
            return new Fault.None();
          }

          @Override
          public void answered(String method, String path) {
            if (method.equals("PUT") && first.getAndSet(false)) {
              clock.advance(Duration.ofSeconds(1));
              shop.setStatus(id, "processing");
              shop.runQueue();
            }
          }
        });

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
  void aKeyThatMayNotWriteIsRefusedAtOnce() {
    assertThat(hub.connector.connect(tenant, access(ShopKey.READ)))
        .isInstanceOf(ConnectOutcome.AccessRefused.class);
    assertThat(hub.connector.connect(tenant, access(ShopKey.WRITE)))
        .isInstanceOf(ConnectOutcome.AccessRefused.class);
    assertThat(hub.connector.connect(tenant, access(ShopKey.CUSTOMER)))
        .isInstanceOf(ConnectOutcome.AccessRefused.class);
  }

  private ShopAccess access(ShopKey key) {
    return new ShopAccess(shop.url(), key.key(), key.secret(), 5, 30, 90, Map.of());
  }

  @Test
  void anotherCurrencyIsRefused() {
    Tenant euro =
        hub.tenants
            .create(
                new NewTenant(
                    "euro", "Euro", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), "DE"))
            .orElseThrow()
            .tenant();

    assertThat(hub.connector.connect(euro, access(ShopKey.FULL)))
        .isEqualTo(new ConnectOutcome.OtherCurrency("GBP"));
  }

  @Test
  void theKeysAreNotReadableInTheDatabase() {
    String row =
        hub.transactions.inMain(connection -> {
          try (var select = connection.prepareStatement("SELECT * FROM shop_connections");
              var rows = select.executeQuery()) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
              for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                all.append(rows.getString(i)).append('|');
              }
            }
            return all.toString();
          }
        });

    assertThat(row).contains(shop.url()).doesNotContain(ShopKey.FULL.key(), ShopKey.FULL.secret());
  }

  private static Map<String, JsonValue> paid() {
    return SampleOrders.random(new Random(5));
  }

  private void move(OrderStatus status) {
    hub.orders.change(
        tenant,
        order().id(),
        new OrderChange(
            status, null, "till-1", null, status == OrderStatus.REJECTED ? "busy" : null, null));
  }

  private boolean waitsAfter(int attempts) {
    return attempts() == attempts && job().state().equals("waiting");
  }

  private int attempts() {
    return hub.connector.queue().list("kitchen", null, null, 1).items().stream()
        .mapToInt(ShopJob::attempts)
        .sum();
  }

  private ShopJob job() {
    return hub.connector.queue().list("kitchen", null, null, 1).items().getFirst();
  }

  private List<StreamEvent> events(EventType type) {
    return hub.events(tenant, type);
  }

  private Order order() {
    return orders().getFirst();
  }

  private List<Order> orders() {
    return hub.orders
        .list(tenant, new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null), null, 10)
        .items();
  }

  @Test
  void anOrderThatWasOverLongAgoIsForgottenAndNotTakenInAgain() {
    long id = shop.place("completed", paid());
    shop.runQueue();
    assertThat(orders()).hasSize(1);
    var retention = new Retention(() -> List.of("kitchen"), hub.connector.prunings(), clock);
    clock.advance(Duration.ofDays(89));
    retention.step();
    assertThat(orders()).hasSize(1);

    clock.advance(Duration.ofDays(2));
    retention.step();
    assertThat(orders()).isEmpty();
    hub.connector.requestSync(tenant, 365);
    hub.sweep(tenant);

    assertThat(orders()).isEmpty();
    assertThat(shop.status(id)).isEqualTo("completed");
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
}
