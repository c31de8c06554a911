package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderAck;
import io.poshub.protocol.order.OrderClaim;
import io.poshub.protocol.order.OrderHandling;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done with orders, on the real database, through the lane. */
class HandlingTest {
  private static final int ACCEPT_WITHIN_S = 180;

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("pass");
  private final SmallOrders orders = new SmallOrders(engine, tenant);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void anOrderThatWaitsIsDueAndItsRowKnowsItsPlaceInTheStream() throws SQLException {
    orders.online();
    Order order = orders.online();

    assertThat(order.handling().ack().dueBy())
        .isEqualTo(engine.clock.instant().plusSeconds(ACCEPT_WITHIN_S));
    assertThat(order.json()).contains("\"ack\":{\"delivered_at\":null,", "\"due_by\":\"2026-");
    assertThat(order.json()).contains("\"print\":{\"status\":\"none\",\"count\":0}");
    assertThat(order.json()).doesNotContain("claim");
    assertThat(
            engine.number(
                tenant,
                "SELECT announced_seq FROM order_handling WHERE order_id = '" + order.id() + "'"))
        .isEqualTo(2);
  }

  @Test
  void anOrderAnnouncedTwiceAtOnceStandsWhereItWasAnnouncedLast() throws SQLException {
    engine.lanes.call(tenant, new TakenAndAnnouncedAgain());

    assertThat(engine.stored(tenant)).hasSize(2);
    assertThat(engine.number(tenant, "SELECT announced_seq FROM order_handling")).isEqualTo(2);
  }

  @Test
  void anOrderForLaterIsDueFromItsRelease() throws SQLException {
    Order order = orders.requestedAt(engine.clock.instant().plus(Duration.ofHours(2)));
    assertThat(order.handling()).isEqualTo(OrderHandling.NONE);
    engine.clock.advance(Duration.ofMinutes(100));
    Instant released = engine.clock.instant();
    assertThat(engine.timers.fireDue()).isEqualTo(1);

    assertThat(orders.read(order).handling().ack().dueBy())
        .isEqualTo(released.plusSeconds(ACCEPT_WITHIN_S));
    assertThat(engine.number(tenant, "SELECT announced_seq FROM order_handling")).isEqualTo(1);
    assertThat(history(order)).isEqualTo(1);
    assertThat(engine.stored(tenant).getFirst().data()).isEqualTo(orders.read(order).json());
  }

  @Test
  void aClaimIsSeenByAllRaisesNoVersionAndLapsesByItself() {
    Order order = orders.online();

    Order claimed = handled(order, claim("t1"));

    OrderClaim live = new OrderClaim("t1", 1, engine.clock.instant().plusSeconds(60));
    assertThat(claimed.handling().claim()).isEqualTo(live);
    assertThat(claimed.version()).isEqualTo(order.version());
    assertThat(last().type()).isEqualTo(EventType.ORDER_UPDATED);
    assertThat(last().data()).isEqualTo(claimed.json());
    assertThat(orders.read(order).json()).isEqualTo(claimed.json());
    assertThat(engine.orders.pending(tenant, null, 5).page().items().getFirst().json())
        .isEqualTo(claimed.json());
    engine.clock.advance(Duration.ofSeconds(60));
    assertThat(orders.read(order).handling().claim()).isNull();
    assertThat(orders.read(order).handling().print().status()).isEqualTo("none");
  }

  @Test
  void onlyTheHolderPrintsAndOnlyOnce() {
    Order order = orders.online();
    handled(order, claim("t1"));

    assertThat(engine.orders.handle(tenant, order.id(), claim("t2")))
        .isEqualTo(
            new HandlingOutcome.AlreadyClaimed("t1", engine.clock.instant().plusSeconds(60)));
    assertThat(engine.orders.handle(tenant, order.id(), new HandlingWish.Printed("t2", 1)))
        .isEqualTo(new HandlingOutcome.StaleFence());
    Order printed = handled(order, new HandlingWish.Printed("t1", 1));
    int events = engine.stored(tenant).size();
    engine.clock.advance(Duration.ofMinutes(10));
    Order again = handled(order, new HandlingWish.Printed("t1", 1));

    assertThat(printed.handling().print().status()).isEqualTo("printed");
    assertThat(again.handling().print().count()).isEqualTo(1);
    assertThat(engine.stored(tenant)).hasSize(events);
    assertThat(engine.orders.handle(tenant, order.id(), claim("t2")))
        .isEqualTo(new HandlingOutcome.AlreadyClaimed("t1", null));
    assertThat(handled(order, new HandlingWish.Reprint("t2")).json())
        .contains("\"print\":{\"status\":\"printed\",\"count\":2,\"reprint\":true}");
  }

  @Test
  void theFirstLookIsToldAndLaterOnesAreNotedOncePerTerminal() throws SQLException {
    Order order = orders.online();
    Instant first = engine.clock.instant();
    handled(order, new HandlingWish.Seen("t1"));
    int events = engine.stored(tenant).size();
    engine.clock.advance(Duration.ofSeconds(3));
    handled(order, new HandlingWish.Seen("t2"));
    handled(order, new HandlingWish.Seen("t2"));
    Order seen = handled(order, new HandlingWish.Seen("t1"));

    assertThat(seen.handling().ack().seenAt()).isEqualTo(first);
    assertThat(seen.handling().ack().seenBy()).isEqualTo("t1");
    assertThat(engine.stored(tenant)).hasSize(events);
    assertThat(history(order)).isEqualTo(2);
    assertThat(engine.orders.backlog(tenant).unseen()).isZero();
    assertThat(engine.orders.backlog(tenant).undelivered()).isEqualTo(1);
  }

  @Test
  void whoAcceptedIsRemembered() throws SQLException {
    Order order = orders.online();
    engine.clock.advance(Duration.ofSeconds(9));

    OrderAck ack = orders.move(order, OrderStatus.ACCEPTED, "t7").handling().ack();

    assertThat(ack.acceptedBy()).isEqualTo("t7");
    assertThat(ack.acceptedAt()).isEqualTo(engine.clock.instant());
    assertThat(orders.read(order).handling().ack()).isEqualTo(ack);
    assertThat(
            engine.number(
                tenant,
                "SELECT COUNT(*) FROM order_history WHERE action = 'status' AND terminal = 't7'"
                    + " AND from_status = 'pending' AND to_status = 'accepted' AND n = 1"))
        .isEqualTo(1);
  }

  @Test
  void walkInOrdersAndThoseThatAreOverAreNotClaimedAndNobodyHearsOfAWalkIn() {
    Order walkIn = orders.walkIn();
    Order over = orders.move(orders.online(), OrderStatus.CANCELLED, null);
    int events = engine.stored(tenant).size();

    assertThat(engine.orders.handle(tenant, walkIn.id(), claim("t1")))
        .isEqualTo(new HandlingOutcome.NotClaimable());
    assertThat(engine.orders.handle(tenant, over.id(), claim("t1")))
        .isEqualTo(new HandlingOutcome.NotClaimable());
    assertThat(engine.orders.handle(tenant, engine.ids.next(), claim("t1")))
        .isEqualTo(new HandlingOutcome.Unknown());
    handled(walkIn, new HandlingWish.Reprint("t1"));
    handled(walkIn, new HandlingWish.Seen("t1"));
    assertThat(engine.stored(tenant)).hasSize(events);
  }

  @Test
  void anOrderFromBeforeAllThisIsHandledLikeAnyOther() throws SQLException {
    Order order = orders.online();
    engine.execute(tenant, "DELETE FROM order_handling");
    assertThat(orders.read(order).handling()).isEqualTo(OrderHandling.NONE);

    handled(order, claim("t1"));
    Order printed = handled(order, new HandlingWish.Printed("t1", 1));

    assertThat(orders.read(order).json()).isEqualTo(printed.json());
    assertThat(orders.move(order, OrderStatus.ACCEPTED, null).handling().print().count())
        .isEqualTo(1);
  }

  @Test
  void manyWishesOfOneBatchSeeOneAnother() throws Exception {
    Order order = orders.online();
    List<CompletableFuture<HandlingOutcome>> answers =
        List.of(
            engine.lanes.submit(tenant, new HandleOrder(order.id(), claim("t1"))),
            engine.lanes.submit(tenant, new HandleOrder(order.id(), claim("t2"))),
            engine.lanes.submit(
                tenant, new HandleOrder(order.id(), new HandlingWish.Printed("t1", 1))),
            engine.lanes.submit(
                tenant, new HandleOrder(order.id(), new HandlingWish.Reprint("t2"))));
    for (CompletableFuture<HandlingOutcome> answer : answers) {
      answer.get();
    }

    assertThat(answers.get(1).get()).isInstanceOf(HandlingOutcome.AlreadyClaimed.class);
    assertThat(orders.read(order).handling().print().count()).isEqualTo(2);
    assertThat(history(order)).isEqualTo(3);
  }

  private long history(Order order) throws SQLException {
    return engine.number(
        tenant, "SELECT COUNT(*) FROM order_history WHERE order_id = '" + order.id() + "'");
  }

  private StreamEvent last() {
    return engine.stored(tenant).getLast();
  }

  private Order handled(Order order, HandlingWish wish) {
    HandlingOutcome outcome = engine.orders.handle(tenant, order.id(), wish);
    assertThat(outcome).isInstanceOf(HandlingOutcome.Handled.class);
    return ((HandlingOutcome.Handled) outcome).order();
  }

  private static HandlingWish claim(String terminal) {
    return new HandlingWish.Claim(terminal, Duration.ofSeconds(60));
  }

  /** As when a shop's order, its end and its return are heard of together. */
  private record TakenAndAnnouncedAgain() implements Command<OrderOutcome> {
    private static final TakeOrder TAKE =
        new TakeOrder(SmallOrders.dish(OrderSource.WEB, null, null, null));

    @Override
    public void claim(Batch batch) {
      TAKE.claim(batch);
    }

    @Override
    public OrderOutcome decide(Batch batch) {
      OrderOutcome outcome = TAKE.decide(batch);
      if (outcome instanceof OrderOutcome.Created(Order order)) {
        OrderMoves.announce(batch.rows(OrderSet.KIND).find(order.id()).orElseThrow(), batch);
      }
      return outcome;
    }
  }
}
