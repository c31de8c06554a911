package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.Faults.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A shop that is left takes its time. */
class FarewellTest extends ConnectedShop {
  @Test
  void aShopThatHangsDoesNotHoldUpWhoLeavesIt() {
    shop.faults((_, _) -> new Fault.Stall(15_000));
    long started = System.nanoTime();

    assertThat(hub.connector.disconnect(tenant)).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    assertThat(hub.connector.state(tenant)).isEmpty();
    shop.faults(Faults.NONE);
    assertThat(shop.hooks().count()).isEqualTo(4);
  }
}
