package io.poshub.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.order.SmallOrders;
import io.poshub.engine.read.Changes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.terminal.Visit;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.Delivery;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom orders reached, on the real database. */
class DeliveriesTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("runner");
  private final SmallOrders orders = new SmallOrders(engine, tenant);
  private final Deliveries deliveries = new Deliveries(engine.transactions, new Changes());
  private final String epoch = engine.eventLog.head("runner").orElseThrow().epoch();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theFirstAcknowledgementOfItsEventDeliversAnOrder() {
    connected("t1", 0);
    connected("t2", 0);
    Order first = orders.online();
    Order second = orders.online();
    Instant at = engine.clock.advance(Duration.ofSeconds(1));

    record(Map.of("t1", 1L), List.of(sent("t1", 0, 2), sent("t2", 0, 1)));
    engine.clock.advance(Duration.ofSeconds(1));
    record(Map.of("t1", 2L, "t2", 1L), List.of());

    assertThat(orders.read(first).handling().ack().deliveredAt()).isEqualTo(at);
    assertThat(orders.read(second).handling().ack().deliveredAt()).isEqualTo(at.plusSeconds(1));
    Delivery delivery = deliveries.of("runner", first.id());
    assertThat(delivery.sent()).containsExactly(mark("t1", at), mark("t2", at));
    assertThat(delivery.acked()).containsExactly(mark("t1", at), mark("t2", at.plusSeconds(1)));
    assertThat(deliveries.of("runner", second.id()).sent()).containsExactly(mark("t1", at));
    assertThat(engine.stored(tenant)).hasSize(2);
    assertThat(engine.orders.backlog(tenant).undelivered()).isZero();
  }

  @Test
  void aTerminalThatCameLaterOrHearsNoOrdersDeliversNothing() {
    Order order = orders.online();
    connected("late", 1);
    connected("deaf", 0);

    recordAll(
        new Progress(
            "runner",
            epoch,
            Map.of("late", new Progress.Acked(1, true), "deaf", new Progress.Acked(1, false)),
            List.of(),
            engine.clock.instant()));

    assertThat(orders.read(order).handling().ack().deliveredAt()).isNull();
    assertThat(deliveries.of("runner", order.id()).acked()).isEmpty();
    assertThat(engine.terminals.find("runner", "deaf").orElseThrow().ackedSeq()).isEqualTo(1L);
  }

  @Test
  void stepsOverNoNewOrderLeaveNoTrace() throws SQLException {
    connected("t1", 0);
    Order order = orders.online();
    record(Map.of("t1", 1L), List.of(sent("t1", 0, 1)));
    long rows = rows();
    orders.move(order, OrderStatus.ACCEPTED, "t1");

    record(Map.of("t1", 2L), List.of(sent("t1", 1, 2)));

    assertThat(rows).isEqualTo(2);
    assertThat(rows()).isEqualTo(rows);
    assertThat(engine.terminals.find("runner", "t1").orElseThrow().ackedSeq()).isEqualTo(2L);
  }

  @Test
  void whatWasWrittenTwiceCountsOnceAndTheFirstTimeStays() throws SQLException {
    connected("t1", 0);
    Order order = orders.online();
    Instant at = engine.clock.instant();
    record(Map.of(), List.of(sent("t1", 0, 1)));
    engine.clock.advance(Duration.ofMinutes(1));
    record(Map.of(), List.of(sent("t1", 0, 1)));

    assertThat(deliveries.of("runner", order.id()).sent()).containsExactly(mark("t1", at));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aTerminalThatWasAwayForLongGoesOverManyOrdersInOneStep() throws SQLException {
    connected("t1", 0);
    int many = NewsReader.TOGETHER_MAX_ORDERS + 5;
    for (int i = 0; i < many; i++) {
      orders.online();
    }

    record(Map.of("t1", (long) many), List.of());

    assertThat(rows()).isEqualTo(1);
    assertThat(engine.orders.backlog(tenant).undelivered()).isZero();
  }

  @Test
  void theProgressOfManyTenantsIsNotMixedUp() {
    List<Progress> progress = new ArrayList<>();
    List<SmallOrders> shops = new ArrayList<>();
    List<Order> delivered = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Tenant shop = engine.newTenant("shop-" + i);
      SmallOrders ofShop = new SmallOrders(engine, shop);
      String itsEpoch = engine.eventLog.head(shop.slug()).orElseThrow().epoch();
      Instant now = engine.clock.instant();
      engine.terminals.connected(
          shop.slug(), new Visit("till", null, null, now, now), new Position(itsEpoch, i));
      for (int o = 0; o <= i + 1; o++) {
        Order order = ofShop.online();
        if (o == i) {
          delivered.add(order);
        }
      }
      shops.add(ofShop);
      progress.add(
          new Progress(
              shop.slug(),
              itsEpoch,
              Map.of("till", new Progress.Acked(i + 1L, true)),
              List.of(sent("till", i, i + 1L)),
              now));
    }

    recordAll(progress.toArray(Progress[]::new));

    for (int i = 0; i < 3; i++) {
      String shop = "shop-" + i;
      Order order = delivered.get(i);
      assertThat(shops.get(i).read(order).handling().ack().deliveredAt()).isNotNull();
      assertThat(deliveries.of(shop, order.id()).acked()).hasSize(1);
      assertThat(engine.terminals.find(shop, "till").orElseThrow().ackedSeq()).isEqualTo(i + 1L);
    }
  }

  @Test
  void aTenantInSeveralPartsIsWrittenAsOne() {
    connected("t1", 0);
    connected("t2", 0);
    Order first = orders.online();
    Order second = orders.online();
    Instant now = engine.clock.instant();
    Progress behind =
        new Progress("runner", epoch, Map.of("t1", new Progress.Acked(1, true)), List.of(), now);
    Progress ahead =
        new Progress("runner", epoch, Map.of("t2", new Progress.Acked(2, true)), List.of(), now);

    recordAll(behind, ahead);

    assertThat(orders.read(first).handling().ack().deliveredAt()).isEqualTo(now);
    assertThat(orders.read(second).handling().ack().deliveredAt()).isEqualTo(now);
    assertThat(deliveries.of("runner", first.id()).acked())
        .containsExactlyInAnyOrder(mark("t1", now), mark("t2", now));
  }

  @Test
  void aShopThatIsGoneDoesNotKeepTheOthersFromBeingWritten() {
    connected("t1", 0);
    Order order = orders.online();
    Instant now = engine.clock.instant();
    Map<String, Progress.Acked> acked = Map.of("t1", new Progress.Acked(1, true));
    Progress there = new Progress("runner", epoch, acked, List.of(), now);
    Progress gone = new Progress("never-was", epoch, acked, List.of(sent("t1", 0, 1)), now);

    assertThat(deliveries.record(List.of(gone, there))).isEqualTo(List.of(there));
    assertThat(orders.read(order).handling().ack().deliveredAt()).isNotNull();
  }

  @Test
  void everythingThatHappenedToAnOrderIsListed() {
    connected("t1", 0);
    Order order = orders.online();
    Instant at = engine.clock.instant();
    handle(order, new HandlingWish.Seen("t2"));
    handle(order, new HandlingWish.Claim("t1", Duration.ofSeconds(60)));
    handle(order, new HandlingWish.Printed("t1", 1));
    handle(order, new HandlingWish.Reprint("t3"));
    orders.move(order, OrderStatus.ACCEPTED, "t1");

    assertThat(deliveries.of("runner", order.id()))
        .isEqualTo(
            new Delivery(
                order.id(),
                List.of(),
                List.of(),
                List.of(mark("t2", at)),
                List.of(mark("t1", at)),
                List.of(mark("t1", at), mark("t3", at))));
  }

  @Test
  void oldCheckpointsArePruned() throws SQLException {
    connected("t1", 0);
    orders.online();
    record(Map.of(), List.of(sent("t1", 0, 1)));

    assertThat(deliveries.prune("runner", engine.clock.instant(), 10)).isZero();
    assertThat(deliveries.prune("runner", engine.clock.instant().plusMillis(1), 10)).isEqualTo(1);
    assertThat(rows()).isZero();
  }

  private void handle(Order order, HandlingWish wish) {
    var _ = engine.orders.handle(tenant, order.id(), wish);
  }

  private void connected(String terminal, long seq) {
    Instant now = engine.clock.instant();
    engine.terminals.connected(
        "runner", new Visit(terminal, null, null, now, now), new Position(epoch, seq));
  }

  private void record(Map<String, Long> acks, List<Progress.Sent> sent) {
    Map<String, Progress.Acked> acked = new HashMap<>();
    acks.forEach((terminal, seq) -> acked.put(terminal, new Progress.Acked(seq, true)));
    recordAll(new Progress("runner", epoch, acked, sent, engine.clock.instant()));
  }

  private void recordAll(Progress... progress) {
    List<Progress> all = List.of(progress);
    assertThat(deliveries.record(all)).isEqualTo(all);
  }

  private long rows() throws SQLException {
    return engine.number(tenant, "SELECT COUNT(*) FROM terminal_progress");
  }

  private static Progress.Sent sent(String terminal, long from, long to) {
    return new Progress.Sent(terminal, from, to);
  }

  private static Delivery.Mark mark(String terminal, Instant at) {
    return new Delivery.Mark(terminal, at);
  }
}
