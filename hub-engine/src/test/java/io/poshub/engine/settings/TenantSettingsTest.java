package io.poshub.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.settings.OrderingMode;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class TenantSettingsTest {
  private static final Settings PAUSED = in(OrderingMode.PAUSED);

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("settings");
  private final TenantSettings here = new TenantSettings(engine.lanes, engine.transactions);
  private final TenantSettings there =
      new TenantSettings(
          engine.lanesOn(engine.transactions, (_, _, _, _) -> {}), engine.transactions);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aChangeIsKnownHereAtOnceAndElsewhereSoon() throws Exception {
    assertThat(here.of("settings")).isEqualTo(Settings.DEFAULTS);
    assertThat(there.of("settings")).isEqualTo(Settings.DEFAULTS);

    here.replace(tenant, PAUSED);

    assertThat(here.of("settings")).isEqualTo(PAUSED);
    assertThat(there.read("settings")).isEqualTo(PAUSED);
    Eventually.holds("the other node forgets", () -> there.of("settings").equals(PAUSED));
  }

  @Test
  void whoWritesAloneAsksLessOften() {
    AtomicLong nanos = new AtomicLong();
    TenantSettings beside = new TenantSettings(engine.lanes, engine.transactions, nanos::get);
    TenantSettings alone = new TenantSettings(engine.lanesAlone(), engine.transactions, nanos::get);
    assertThat(beside.of("settings")).isEqualTo(Settings.DEFAULTS);
    assertThat(alone.of("settings")).isEqualTo(Settings.DEFAULTS);

    there.replace(tenant, PAUSED);

    nanos.set(TenantSettings.STALE_MAX.toNanos());
    assertThat(beside.of("settings")).isEqualTo(PAUSED);
    assertThat(alone.of("settings")).isEqualTo(Settings.DEFAULTS);
    nanos.set(Lanes.REMEMBERED_FOR.toNanos());
    assertThat(alone.of("settings")).isEqualTo(PAUSED);
    assertThat(alone.replace(tenant, Settings.DEFAULTS)).isEqualTo(Settings.DEFAULTS);
    assertThat(alone.known("settings")).isEqualTo(Settings.DEFAULTS);
  }

  @Test
  void twoNodesThatChangeAtTheSameTimeBothSucceedAndEveryChangeOfTheModeIsTold() throws Exception {
    List<Callable<Settings>> changes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TenantSettings node = i % 2 == 0 ? here : there;
      Settings wish = i % 3 == 0 ? PAUSED : Settings.DEFAULTS;
      changes.add(() -> node.replace(tenant, wish));
    }
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Settings> change : callers.invokeAll(changes)) {
        change.get();
      }
    }

    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM settings")).isOne();
    List<StreamEvent> events = engine.stored(tenant);
    assertThat(events).allMatch(event -> event.type() == EventType.MODE_CHANGED);
    String last = "open";
    for (StreamEvent event : events) {
      String mode = event.data().contains("paused") ? "paused" : "open";
      assertThat(mode).isNotEqualTo(last);
      last = mode;
    }
    assertThat(here.read("settings").mode().name()).isEqualToIgnoringCase(last);
  }

  private static Settings in(OrderingMode mode) {
    Settings defaults = Settings.DEFAULTS;
    return new Settings(
        defaults.acceptWithinS(),
        defaults.escalation(),
        defaults.onOverdue(),
        mode,
        defaults.busyDelayMinutes(),
        defaults.requireIdempotencyKey(),
        defaults.eventRetentionDays(),
        defaults.prepMinutes(),
        defaults.businessDayEndsAt(),
        defaults.pointsPerUnit());
  }
}
