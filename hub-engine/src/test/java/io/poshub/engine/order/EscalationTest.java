package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.settings.EscalationStep;
import io.poshub.engine.settings.OverdueAction;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.Timers;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.settings.OrderingMode;
import io.poshub.protocol.stream.StreamEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that go on waiting, on the real database; the clock is the test's. */
class EscalationTest {
  private static final EscalationStep AFTER_TEN = step(10, EscalationStep.Action.EVENT);
  private static final EscalationStep AFTER_TWENTY = step(20, EscalationStep.Action.EVENT);

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("kitchen");
  private final SmallOrders orders = new SmallOrders(engine, tenant);
  private final TenantSettings settings = new TenantSettings(engine.lanes, engine.transactions);

  @BeforeEach
  void setLadder() {
    set(OverdueAction.KEEP, AFTER_TEN, AFTER_TWENTY);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theTerminalsAreToldStepByStepWhileTheOrderWaits() {
    Order order = orders.online();

    after(Duration.ofMillis(9_999), 0);
    after(Duration.ofMillis(1), 1);
    assertThat(overdue())
        .containsExactly("{\"order\":" + orders.read(order).json() + ",\"level\":1}");
    after(Duration.ofSeconds(10), 1);
    assertThat(overdue()).hasSize(2);
    assertThat(overdue().getLast()).endsWith(",\"level\":2}");
    after(Duration.ofDays(1), 0);
    assertThat(orders.read(order).status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void nobodyHearsOfAnOrderThatWaitsNoLonger() throws Exception {
    Order accepted = orders.online();
    Order cancelled = orders.online();
    orders.move(accepted, OrderStatus.ACCEPTED, null);
    orders.move(cancelled, OrderStatus.CANCELLED, null);

    assertThat(timerCount()).isZero();
    after(Duration.ofDays(1), 0);
    assertThat(overdue()).isEmpty();
  }

  @Test
  void theOrdersBesideItKeepTheirTimers() throws Exception {
    Order accepted = orders.online();
    orders.online();
    orders.move(accepted, OrderStatus.ACCEPTED, null);

    assertThat(timerCount()).isEqualTo(2);
    after(Duration.ofSeconds(10), 1);
  }

  @Test
  void aScheduledOrderIsWaitedForFromItsReleaseOn() {
    Order order = orders.requestedAt(engine.clock.instant().plus(Duration.ofHours(1)));
    assertThat(order.status()).isEqualTo(OrderStatus.SCHEDULED);
    after(Duration.ofMinutes(40), 1);
    assertThat(orders.read(order).status()).isEqualTo(OrderStatus.PENDING);

    after(Duration.ofMillis(9_999), 0);
    after(Duration.ofMillis(1), 1);
    assertThat(overdue()).hasSize(1);
  }

  @Test
  void aScheduledOrderThatIsMovedByHandIsWaitedForToo() {
    Order order = orders.requestedAt(engine.clock.instant().plus(Duration.ofHours(1)));
    orders.move(order, OrderStatus.PENDING, null);

    after(Duration.ofSeconds(10), 1);
    assertThat(overdue()).hasSize(1);
  }

  @Test
  void walkInOrdersAndThoseThatComeAcceptedAreNotWaitedFor() throws Exception {
    orders.walkIn();
    orders.with(OrderStatus.ACCEPTED);
    orders.with(OrderStatus.CANCELLED);

    assertThat(timerCount()).isZero();
  }

  @Test
  void anOrderThatNobodyAcceptedIsAccepted() {
    set(OverdueAction.ACCEPT);
    Order order = orders.online();

    after(Duration.ofMillis(29_999), 0);
    after(Duration.ofMillis(1), 1);

    assertThat(orders.read(order).status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(orders.read(order).version()).isEqualTo(2);
    assertThat(engine.stored(tenant).getLast().type()).isEqualTo(EventType.ORDER_UPDATED);
    after(Duration.ofDays(1), 0);
  }

  @Test
  void orItIsRejectedAndThatIsTheEndOfItsLadder() throws Exception {
    set(OverdueAction.REJECT, AFTER_TEN, step(31, EscalationStep.Action.EVENT));
    Order order = orders.online();

    after(Duration.ofSeconds(30), 2);

    assertThat(orders.read(order).status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(orders.read(order).reason()).isEqualTo("other");
    assertThat(timerCount()).isZero();
  }

  @Test
  void settingsThatChangeLaterHoldForNewOrdersOnly() {
    Order old = orders.online();
    set(OverdueAction.REJECT, step(5, EscalationStep.Action.EVENT));

    after(Duration.ofSeconds(5), 0);
    after(Duration.ofSeconds(5), 1);
    after(Duration.ofSeconds(10), 1);
    after(Duration.ofSeconds(10), 0);
    assertThat(orders.read(old).status()).isEqualTo(OrderStatus.PENDING);

    Order fresh = orders.online();
    after(Duration.ofSeconds(5), 1);
    after(Duration.ofSeconds(25), 1);
    assertThat(orders.read(fresh).status()).isEqualTo(OrderStatus.REJECTED);
  }

  @Test
  void aHubThatStartsAgainGoesOnWithTheLadder() {
    orders.online();
    Timers restarted = node(new ArrayList<>());

    engine.clock.advance(Duration.ofSeconds(10));

    assertThat(restarted.fireDue()).isEqualTo(1);
    assertThat(engine.timers.fireDue()).isZero();
    assertThat(overdue()).hasSize(1);
  }

  @Test
  void twoNodesTellOfEachOrderOnce() throws Exception {
    IntStream.range(0, 40).forEach(_ -> orders.online());
    List<EscalationStep.Action> told = new CopyOnWriteArrayList<>();
    Timers one = node(told);
    Timers other = node(told);
    engine.clock.advance(Duration.ofSeconds(10));

    Thread second = Thread.startVirtualThread(other::fireDue);
    one.fireDue();
    second.join();
    one.fireDue();

    assertThat(told).hasSize(40);
    assertThat(overdue()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void aStepThatWasOvertakenTellsNothing() {
    Order order = orders.online();
    engine.clock.advance(Duration.ofSeconds(10));
    var command =
        new EscalateOrder(new EscalationTimer.Step(order.id(), 1, EscalationStep.Action.EVENT));

    assertThat(engine.lanes.call(tenant, command)).isTrue();
    assertThat(engine.lanes.call(tenant, command)).isFalse();
    assertThat(overdue()).hasSize(1);
  }

  @Test
  void aTimersRefSaysAllThatItsEffectNeeds() {
    var step = new EscalationTimer.Step("o-1", 7, EscalationStep.Action.WEBHOOK);
    var deadline = new EscalationTimer.Deadline("o-1", OverdueAction.REJECT);

    assertThat(EscalationTimer.Step.parse(step.ref())).isEqualTo(step);
    assertThat(EscalationTimer.Deadline.parse(deadline.ref())).isEqualTo(deadline);
  }

  /** Moves the clock and fires; so many timers were due. */
  private void after(Duration wait, int due) {
    engine.clock.advance(wait);
    assertThat(engine.timers.fireDue()).isEqualTo(due);
  }

  private List<String> overdue() {
    return engine.stored(tenant).stream()
        .filter(event -> event.type() == EventType.ORDER_OVERDUE)
        .map(StreamEvent::data)
        .toList();
  }

  private long timerCount() throws Exception {
    return engine.number(tenant, "SELECT COUNT(*) FROM " + engine.schemas.main() + ".timers");
  }

  private Timers node(List<EscalationStep.Action> told) {
    Escalation.Listener listener =
        new Escalation.Listener() {
          @Override
          public void onTold(EscalationStep.Action action) {
            told.add(action);
          }

          @Override
          public void onDecided(OverdueAction action) {}
        };
    Map<TimerKind, TimerHandler> handlers = new Escalation(engine.lanes, listener).timers();
    return new Timers(engine.transactions, engine.tenants, handlers, engine.clock);
  }

  private void set(OverdueAction onOverdue, EscalationStep... ladder) {
    settings.replace(
        tenant,
        new Settings(
            30,
            List.of(ladder),
            onOverdue,
            OrderingMode.OPEN,
            15,
            false,
            7,
            20,
            LocalTime.MIDNIGHT,
            BigDecimal.ONE));
  }

  private static EscalationStep step(int afterS, EscalationStep.Action action) {
    return new EscalationStep(afterS, action);
  }
}
