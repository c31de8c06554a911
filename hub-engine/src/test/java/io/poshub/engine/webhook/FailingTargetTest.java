package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.EventType;
import io.poshub.protocol.webhook.DeliveryError;
import io.poshub.protocol.webhook.DeliveryStatus;
import io.poshub.protocol.webhook.DisabledReason;
import io.poshub.protocol.webhook.WebhookDelivery;
import io.poshub.protocol.webhook.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets that do not take what they are sent. */
class FailingTargetTest {
  private static final String DIGITS =
      "(SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"
          + " UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9"
          + " UNION ALL SELECT 10)";

  private static final String TEN_THOUSAND_ROWS =
      DIGITS + " a, " + DIGITS + " b, " + DIGITS + " c, " + DIGITS + " d";

  private final HookFixture shop = new HookFixture();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatFailsIsTriedAgainAsPlannedWithTheSameIdUntilItIsTaken() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.target.answers(503);
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.node.deliver();

    for (int attempt = 1; attempt <= 4; attempt++) {
      WebhookDelivery delivery = shop.deliveries(created).getFirst();
      Duration wait = RetryPlan.WAITS.get(attempt - 1);
      assertThat(delivery.attempt()).isEqualTo(attempt);
      assertThat(delivery.responseStatus()).isEqualTo(503);
      assertThat(delivery.error()).isEqualTo(DeliveryError.STATUS);
      assertThat(delivery.nextAt()).isEqualTo(shop.engine.clock.instant().plus(wait));
      shop.engine.clock.advance(wait.minusMillis(1));
      assertThat(shop.node.couriers.dispatch()).as("too early").isZero();
      shop.engine.clock.advance(Duration.ofMillis(1));
      shop.node.deliver();
    }
    shop.target.answers(200);
    shop.engine.clock.advance(RetryPlan.WAITS.get(4));
    shop.node.deliver();

    assertThat(shop.deliveries(created).getFirst().status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(shop.target.messages).hasSize(6);
    assertThat(shop.ids()).hasSize(1);
    assertThat(shop.view(created).failingSince()).isNull();
    assertThat(shop.view(created).status()).isEqualTo(WebhookStatus.ACTIVE);
  }

  @Test
  void oneEventThatFailsHoldsNoOtherUp() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.target.answers(message -> message.body().contains("\"n\":1}") ? 500 : 200);
    for (int i = 0; i < 10; i++) {
      shop.emit(EventType.MODE_CHANGED, i);
    }
    shop.node.deliver();
    shop.emit(EventType.MODE_CHANGED, 10);
    shop.node.deliver();

    assertThat(shop.deliveries(created))
        .extracting(WebhookDelivery::status)
        .containsOnly(DeliveryStatus.DELIVERED, DeliveryStatus.PENDING)
        .filteredOn(DeliveryStatus.PENDING::equals)
        .hasSize(1);
  }

  @Test
  void afterThreeDaysOfFailuresAWebhookIsDisabledAndNothingIsSentAnyMore() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.target.answers(500);
    shop.emit(EventType.MODE_CHANGED, 1);
    for (int i = 0; i <= RetryPlan.WAITS.size() && shop.view(created).failingSince() == null; i++) {
      shop.node.deliver();
    }
    Instant failingSince = shop.engine.clock.instant();
    assertThat(shop.view(created).failingSince()).isEqualTo(failingSince);
    while (shop.view(created).status() == WebhookStatus.ACTIVE) {
      shop.engine.clock.set(
          requireNonNull(
              shop.deliveries(created).getFirst().nextAt(), "nothing is planned any more"));
      shop.node.deliver();
    }

    assertThat(shop.view(created).disabledReason()).isEqualTo(DisabledReason.FAILING);
    assertThat(Duration.between(failingSince, shop.engine.clock.instant()))
        .isGreaterThanOrEqualTo(RetryPlan.PATIENCE);
    assertThat(shop.view(created).givenUp()).isEqualTo(1);
    assertThat(shop.node.disabled).hasValue(1);
    assertThat(shop.node.givenUp).hasValue(1);
    int sent = shop.target.messages.size();
    shop.emit(EventType.MODE_CHANGED, 2);
    shop.node.deliver();
    assertThat(shop.target.messages).hasSize(sent);
  }

  @Test
  void aTargetThatIsGoneIsNotAskedAgain() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.target.answers(410);
    for (int i = 0; i < 9; i++) {
      shop.emit(EventType.MODE_CHANGED, i);
    }

    shop.node.deliver();

    assertThat(shop.view(created).disabledReason()).isEqualTo(DisabledReason.GONE);
    assertThat(shop.target.messages).hasSizeLessThanOrEqualTo(Courier.IN_FLIGHT_MAX);
    assertThat(shop.deliveries(created))
        .hasSize(9)
        .allMatch(delivery -> delivery.status() == DeliveryStatus.FAILED);
    assertThat(shop.view(created).givenUp()).isEqualTo(9);
  }

  @Test
  void aTargetThatFailsIsAskedOneAtATime() throws Exception {
    shop.created(EventType.MODE_CHANGED);
    shop.target.answers(500);
    shop.emit(EventType.MODE_CHANGED, 0);
    shop.node.deliver();
    shop.target.mostAtOnce.set(0);
    for (int i = 1; i < 12; i++) {
      shop.emit(EventType.MODE_CHANGED, i);
    }

    shop.node.deliver();

    assertThat(shop.target.mostAtOnce).hasValue(1);
    assertThat(shop.target.messages).hasSize(12);
  }

  @Test
  void aBurstWaitsInTheStreamAndNoneOfItIsGivenUp() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.run(batch ->
        IntStream.range(0, 1_100).forEach(i -> batch.emit(EventType.MODE_CHANGED, Map.of("n", i))));
    AtomicLong mostWaiting = new AtomicLong();
    shop.target.answers(_ -> {
      mostWaiting.accumulateAndGet(shop.waiting(created), Math::max);
      return 204;
    });

    shop.node.deliver();

    assertThat(shop.ids()).hasSize(1_100);
    assertThat(mostWaiting.get()).isLessThanOrEqualTo(512 + Courier.IN_FLIGHT_MAX);
  }

  @Test
  void whatWaitsIsBoundedAndTheOldestGiveWay() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.engine.execute(
        shop.tenant,
        "INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, body, status, attempt, at,"
            + " next_at) SELECT CONCAT('00', SUBSTR(UUID(), 3)), '"
            + created.webhook().id()
            + "', UUID(), 'mode_changed', '{}', 'pending', 1, '2026-11-21 12:00:00', '2026-12-01"
            + " 12:00:00' FROM "
            + TEN_THOUSAND_ROWS);
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.emit(EventType.MODE_CHANGED, 2);

    shop.node.deliver();

    assertThat(shop.target.messages).hasSize(2);
    assertThat(shop.node.givenUp).hasValue(2);
    assertThat(shop.view(created).givenUp()).isEqualTo(2);
    assertThat(
            shop.engine.number(
                shop.tenant,
                "SELECT COUNT(*) FROM webhook_deliveries WHERE error = 'too_many_pending'"))
        .isEqualTo(2);
  }
}
