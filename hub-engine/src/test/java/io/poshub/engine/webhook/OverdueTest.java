package io.poshub.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.SmallOrders;
import io.poshub.engine.settings.EscalationStep;
import io.poshub.engine.settings.OverdueAction;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.settings.OrderingMode;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.HttpTarget.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of the ladder that webhooks are told of. */
class OverdueTest {
  private final HookFixture shop = new HookFixture();
  private final SmallOrders orders = new SmallOrders(shop.engine, shop.tenant);

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void theSubscribedWebhooksAreToldAndTheTerminalsAreNot() throws Exception {
    ladder(10, 20);
    shop.created(EventType.ORDER_OVERDUE);
    shop.created(EventType.MODE_CHANGED);
    Order order = orders.online();

    shop.engine.clock.advance(Duration.ofSeconds(10));
    assertThat(shop.engine.timers.fireDue()).isEqualTo(1);
    shop.node.deliver();

    Message message = shop.target.messages.getFirst();
    assertThat(shop.target.messages).hasSize(1);
    assertThat(message.type()).isEqualTo("order_overdue");
    assertThat(message.body()).contains("\"id\":\"" + order.id() + "\"", "\"level\":1}");
    assertThat(shop.engine.stored(shop.tenant))
        .extracting(StreamEvent::type)
        .doesNotContain(EventType.ORDER_OVERDUE);
    orders.move(order, OrderStatus.ACCEPTED, null);
    shop.engine.clock.advance(Duration.ofSeconds(10));
    assertThat(shop.engine.timers.fireDue()).isZero();
  }

  @Test
  void whoeverSubscribesToNothingOfItHearsNothing() throws Exception {
    ladder(10);
    orders.online();

    shop.engine.clock.advance(Duration.ofSeconds(10));
    assertThat(shop.engine.timers.fireDue()).isEqualTo(1);
    shop.node.deliver();

    assertThat(shop.target.messages).isEmpty();
  }

  private void ladder(int... afterS) {
    List<EscalationStep> steps =
        Arrays.stream(afterS)
            .mapToObj(s -> new EscalationStep(s, EscalationStep.Action.WEBHOOK))
            .toList();
    new TenantSettings(shop.engine.lanes, shop.engine.transactions)
        .replace(
            shop.tenant,
            new Settings(
                30,
                steps,
                OverdueAction.KEEP,
                OrderingMode.OPEN,
                15,
                false,
                7,
                20,
                LocalTime.MIDNIGHT,
                BigDecimal.ONE));
  }
}
