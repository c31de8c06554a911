package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders on the real database, through the lane. */
class OrdersTest {

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("kitchen");

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void anOnlineOrderIsPendingNumberedAndBroadcast() {
    Order order = created(order(OrderSource.WEB, "w-1", null));

    assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(order.displayNumber()).isEqualTo("1");
    assertThat(created(order(OrderSource.WEB, null, null)).displayNumber()).isEqualTo("2");
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::type)
        .containsExactly(EventType.NEW_ORDER, EventType.NEW_ORDER);
    assertThat(engine.stored(tenant).getFirst().data()).isEqualTo(order.json());
    assertThat(engine.orders.find(tenant, order.id()).orElseThrow().json()).isEqualTo(order.json());
  }

  @Test
  void theSameShopOrderIsTakenInOnce() {
    Order first = created(order(OrderSource.WEB, "same", null));

    OrderOutcome again = engine.orders.take(tenant, order(OrderSource.WEB, "same", null));
    Order elsewhere = created(order(OrderSource.APP, "same", null));

    assertThat(again)
        .isInstanceOfSatisfying(
            OrderOutcome.Existing.class,
            existing -> assertThat(existing.order().json()).isEqualTo(first.json()));
    assertThat(elsewhere.id()).isNotEqualTo(first.id());
    assertThat(engine.stored(tenant)).hasSize(2);
  }

  @Test
  void aWalkInOrderIsCompletedAndNobodyHearsOfIt() {
    Order order = created(order(OrderSource.POS, null, null));

    assertThat(order.status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(engine.stored(tenant)).isEmpty();
    assertThat(engine.orders.pending(tenant, null, 10).page().items()).isEmpty();
  }

  @Test
  void anOnlineOrderThatIsOverWhenItIsToldOfDoesNotRing() {
    created(order(OrderSource.WEB, null, null, OrderStatus.CANCELLED));
    created(order(OrderSource.WEB, null, null, OrderStatus.ACCEPTED));

    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::type)
        .containsExactly(EventType.ORDER_UPDATED, EventType.NEW_ORDER);
  }

  @Test
  void numbersStartAgainEveryDay() {
    created(order(OrderSource.WEB, null, null));
    engine.clock.advance(Duration.ofDays(1));

    assertThat(created(order(OrderSource.WEB, null, null)).displayNumber()).isEqualTo("1");
  }

  @Test
  void aChangeRaisesTheVersionAndIsBroadcast() {
    Order order = created(order(OrderSource.WEB, null, null));

    Order accepted =
        changed(
            order,
            new OrderChange(OrderStatus.ACCEPTED, order.version(), "till-1", 25, null, null));

    assertThat(accepted.version()).isEqualTo(2);
    assertThat(accepted.fulfillment()).contains("\"prep_minutes\":25");
    assertThat(engine.stored(tenant).getLast().type()).isEqualTo(EventType.ORDER_UPDATED);
    assertThat(engine.orders.find(tenant, order.id()).orElseThrow().json())
        .isEqualTo(accepted.json());
  }

  @Test
  void staleVersionsAndImpossibleMovesAreRefused() {
    Order order = created(order(OrderSource.WEB, null, null));
    changed(order, to(OrderStatus.ACCEPTED));

    assertThat(
            engine.orders.change(
                tenant, order.id(), new OrderChange(OrderStatus.READY, 1, null, null, null, null)))
        .isEqualTo(new OrderOutcome.VersionConflict(2));
    assertThat(engine.orders.change(tenant, order.id(), to(OrderStatus.PENDING)))
        .isEqualTo(new OrderOutcome.InvalidTransition(OrderStatus.ACCEPTED, OrderStatus.PENDING));
    assertThat(engine.orders.change(tenant, engine.ids.next(), to(OrderStatus.ACCEPTED)))
        .isEqualTo(new OrderOutcome.Unknown());
  }

  @Test
  void anOrderForLaterWaitsAndIsReleasedOnceWhenItIsTime() {
    Instant requestedAt = engine.clock.instant().plus(Duration.ofHours(2));
    Order order = created(order(OrderSource.WEB, null, requestedAt));
    assertThat(order.status()).isEqualTo(OrderStatus.SCHEDULED);
    assertThat(engine.stored(tenant)).isEmpty();

    assertThat(engine.timers.fireDue()).isZero();
    engine.clock.advance(Duration.ofMinutes(100));
    assertThat(engine.timers.fireDue()).isEqualTo(1);
    assertThat(engine.timers.fireDue()).isZero();

    assertThat(engine.orders.find(tenant, order.id()).orElseThrow().status())
        .isEqualTo(OrderStatus.PENDING);
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::type)
        .containsExactly(EventType.NEW_ORDER);
  }

  @Test
  void aScheduledOrderThatWasCancelledIsNotReleased() {
    Instant requestedAt = engine.clock.instant().plus(Duration.ofHours(2));
    Order order = created(order(OrderSource.WEB, null, requestedAt));
    changed(order, to(OrderStatus.CANCELLED));
    engine.clock.advance(Duration.ofHours(3));

    assertThat(engine.timers.fireDue()).isZero();
    assertThat(engine.orders.find(tenant, order.id()).orElseThrow().status())
        .isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void thePendingListIsOldestFirstAndKnowsItsPlaceInTheStream() {
    Order first = created(order(OrderSource.WEB, null, null));
    Order second = created(order(OrderSource.APP, null, null));
    Order third = created(order(OrderSource.WEB, null, null));
    changed(second, to(OrderStatus.ACCEPTED));

    PendingOrders page = engine.orders.pending(tenant, null, 1);
    PendingOrders rest = engine.orders.pending(tenant, page.page().next(), 5);

    assertThat(page.page().items()).extracting(Order::id).containsExactly(first.id());
    assertThat(page.page().hasMore()).isTrue();
    assertThat(page.position().seq()).isEqualTo(4);
    assertThat(rest.page().items()).extracting(Order::id).containsExactly(third.id());
    assertThat(rest.page().hasMore()).isFalse();
    assertThat(engine.orders.backlog(tenant))
        .isEqualTo(new Backlog(2, engine.clock.instant(), 2, 2));
  }

  @Test
  void theListIsNewestFirstAndFiltered() {
    Order web = created(order(OrderSource.WEB, null, null));
    Order pos = created(order(OrderSource.POS, null, null));
    Order app = created(order(OrderSource.APP, null, null));

    assertThat(ids(new OrderFilter(null, null, null, null)))
        .containsExactly(app.id(), pos.id(), web.id());
    assertThat(ids(new OrderFilter(OrderStatus.PENDING, null, null, null)))
        .containsExactly(app.id(), web.id());
    assertThat(ids(new OrderFilter(null, OrderSource.POS, null, null))).containsExactly(pos.id());
    assertThat(ids(new OrderFilter(null, null, engine.clock.instant().plusMillis(1), null)))
        .isEmpty();
    assertThat(ids(new OrderFilter(null, null, null, engine.clock.instant()))).isEmpty();
  }

  private List<String> ids(OrderFilter filter) {
    return engine.orders.list(tenant, filter, null, 10).items().stream().map(Order::id).toList();
  }

  private Order created(NewOrder order) {
    OrderOutcome outcome = engine.orders.take(tenant, order);
    assertThat(outcome).isInstanceOf(OrderOutcome.Created.class);
    return ((OrderOutcome.Created) outcome).order();
  }

  private Order changed(Order order, OrderChange change) {
    OrderOutcome outcome = engine.orders.change(tenant, order.id(), change);
    assertThat(outcome).isInstanceOf(OrderOutcome.Changed.class);
    return ((OrderOutcome.Changed) outcome).order();
  }

  private static OrderChange to(OrderStatus status) {
    return new OrderChange(status, null, null, null, null, null);
  }

  private static NewOrder order(
      OrderSource source, @Nullable String externalId, @Nullable Instant requestedAt) {
    return order(source, externalId, requestedAt, null);
  }

  private static NewOrder order(
      OrderSource source,
      @Nullable String externalId,
      @Nullable Instant requestedAt,
      @Nullable OrderStatus status) {
    return SmallOrders.dish(source, externalId, status, requestedAt);
  }
}
