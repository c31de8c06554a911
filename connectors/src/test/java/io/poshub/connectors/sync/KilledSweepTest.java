package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.shop.ShopState;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process is gone in the middle of a sweep. */
class KilledSweepTest extends ConnectedShop {
  private static final Duration LEASE = Duration.ofMinutes(2);

  @BeforeEach
  void killDuringASweep() throws Exception {
    shop.place("processing", paid());
    shop.takeDeliveries();
    AtomicBoolean first = new AtomicBoolean(true);
    shop.faults((_, path) -> {
      if (path.endsWith("/orders") && first.getAndSet(false)) {
        // First, because whoever is interrupted would still write that the sweep is over.
        hub.closeDatabase();
        hub.close();
      }
      return new Fault.None();
    });
    hub.connector.requestSync(tenant, null);
    hub.timers.fireDue();
    assertThat(hub.hasEnded()).isTrue();
  }

  @Test
  void anotherNodeGoesOnWhenTheLeaseIsOver() throws Exception {
    try (Hub next = next()) {
      assertThat(sync(next).state()).isEqualTo("running");
      clock.advance(LEASE.minusSeconds(1));
      next.timers.fireDue();
      assertThat(next.counting.sweepsWell).hasValue(0);

      clock.advance(Duration.ofSeconds(2));
      assertThat(sync(next).state()).isEqualTo("requested");
      goesOn(next);
    }
  }

  @Test
  void aHubAloneOnItsDatabaseGoesOnAtOnce() throws Exception {
    try (Hub next = next()) {
      next.connector.takeOver();

      assertThat(sync(next).state()).isEqualTo("requested");
      goesOn(next);
    }
  }

  private void goesOn(Hub next) throws Exception {
    Eventually.holds(
        "it is swept",
        () -> {
          next.timers.fireDue();
          return next.counting.sweepsWell.get() == 1;
        });
    assertThat(sync(next).state()).isEqualTo("idle");
    assertThat(sync(next).ordersSeen()).isEqualTo(1);
  }

  private Hub next() {
    Hub next = new Hub(hub.schemas, clock, door.url(), Duration.ofSeconds(20));
    door.open(next.connector);
    return next;
  }

  private ShopState.SyncProgress sync(Hub of) {
    return of.connector.state(tenant).orElseThrow().sync();
  }
}
