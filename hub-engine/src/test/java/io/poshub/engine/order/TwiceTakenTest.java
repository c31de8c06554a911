package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.settings.OrderingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Orders that come again under their shop's name. The hub does not look for them first: the unique
 * key finds them, on lanes that share the database and on lanes that have it for themselves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwiceTakenTest {
  private static final int CALLERS = 16;
  private static final int NAMES = 40;

  private final EngineFixture engine = EngineFixture.create();

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void manyWhoBringTheSameOrdersAtOnceAreToldTheSame() throws Exception {
    Tenant tenant = engine.newTenant("twice");
    SmallOrders orders = on(engine.lanes, tenant);
    SmallOrders elsewhere = on(engine.lanesOn(engine.transactions, (_, _, _, _) -> {}), tenant);
    List<Callable<List<String>>> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      SmallOrders node = caller % 2 == 0 ? orders : elsewhere;
      callers.add(() -> idsOfAll(node));
    }

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<List<String>> answers = new ArrayList<>();
      for (Future<List<String>> answer : threads.invokeAll(callers)) {
        answers.add(answer.get());
      }
      assertThat(answers).hasSize(CALLERS).allMatch(answers.getFirst()::equals);
    }

    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM orders")).isEqualTo(NAMES);
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM events")).isEqualTo(NAMES);
    assertThat(engine.number(tenant, "SELECT MAX(last_number) FROM order_numbers"))
        .isEqualTo(NAMES);
  }

  @Test
  void whileTheShopIsPausedAnOrderThatWasTakenBeforeIsStillToldOf() {
    Tenant tenant = engine.newTenant("paused");
    Lanes lanes = engine.lanesAlone();
    SmallOrders orders = on(lanes, tenant);
    OrderOutcome first = orders.named("before");

    new TenantSettings(lanes, engine.transactions).replace(tenant, paused());

    assertThat(orders.named("before")).isInstanceOf(OrderOutcome.Existing.class);
    assertThat(id(orders.named("before"))).isEqualTo(id(first));
    assertThat(orders.named("after")).isInstanceOf(OrderOutcome.Paused.class);
  }

  private SmallOrders on(Lanes lanes, Tenant tenant) {
    return new SmallOrders(new Orders(lanes, engine.transactions, engine.clock), tenant);
  }

  private static List<String> idsOfAll(SmallOrders orders) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      ids.add(id(orders.named("shop-" + i)));
    }
    return ids;
  }

  private static String id(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Created created -> created.order().id();
      case OrderOutcome.Existing existing -> existing.order().id();
      default -> throw new AssertionError("neither new nor known: " + outcome);
    };
  }

  private static Settings paused() {
    Settings defaults = Settings.DEFAULTS;
    return new Settings(
        defaults.acceptWithinS(),
        defaults.escalation(),
        defaults.onOverdue(),
        OrderingMode.PAUSED,
        defaults.busyDelayMinutes(),
        defaults.requireIdempotencyKey(),
        defaults.eventRetentionDays(),
        defaults.prepMinutes(),
        defaults.businessDayEndsAt(),
        defaults.pointsPerUnit());
  }
}
