package io.poshub.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.protocol.EventType;
import io.poshub.protocol.webhook.DeliveryError;
import io.poshub.protocol.webhook.WebhookDelivery;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Setting up, refusing and taking away. */
class WebhooksTest {
  private final HookFixture shop = new HookFixture();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aNameThatLeadsElsewhereByNowIsNotFollowed() throws Exception {
    AtomicReference<String> address = new AtomicReference<>("8.8.8.8");
    Webhooks strict =
        new Webhooks(
            shop.engine.lanes,
            shop.engine.transactions,
            new OutboundGuard(_ -> List.of(InetAddress.ofLiteral(address.get())), false),
            new SecureRandom());
    String url = shop.target.url().replace("127.0.0.1", "rebound.example");
    CreatedWebhook.Created created =
        (CreatedWebhook.Created) strict.create(shop.tenant, url, List.of(EventType.MODE_CHANGED));
    address.set("127.0.0.1");
    shop.emit(EventType.MODE_CHANGED, 1);

    try (DeliveryNode guarded =
        new DeliveryNode(shop.engine, _ -> List.of(InetAddress.ofLiteral(address.get())), false)) {
      guarded.deliver();
    }

    assertThat(shop.target.messages).isEmpty();
    assertThat(shop.deliveries(created))
        .singleElement()
        .extracting(WebhookDelivery::error)
        .isEqualTo(DeliveryError.TARGET_REFUSED);
  }

  @Test
  void aTargetInAnOwnNetworkIsRefusedUnlessItIsAllowed() {
    assertThat(
            shop.webhooks(false)
                .create(shop.tenant, shop.target.url(), List.of(EventType.NEW_ORDER)))
        .isInstanceOf(CreatedWebhook.TargetRefused.class);
    assertThat(
            shop.webhooks(true)
                .create(shop.tenant, shop.target.url(), List.of(EventType.NEW_ORDER)))
        .isInstanceOf(CreatedWebhook.Created.class);
    assertThat(shop.webhooks(true).create(shop.tenant, "ftp://x", List.of(EventType.NEW_ORDER)))
        .isInstanceOf(CreatedWebhook.BadUrl.class);
    assertThat(
            shop.webhooks(true)
                .create(shop.tenant, "http://nowhere.invalid/", List.of(EventType.NEW_ORDER)))
        .isInstanceOf(CreatedWebhook.TargetRefused.class);
  }

  @Test
  void aDeletedWebhookGetsNothingMore() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.target.answers(500);
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.node.deliver();

    assertThat(shop.webhooks.delete(shop.tenant, created.webhook().id())).isTrue();
    assertThat(shop.webhooks.delete(shop.tenant, created.webhook().id())).isFalse();
    shop.engine.clock.advance(Duration.ofDays(1));
    shop.emit(EventType.MODE_CHANGED, 2);
    shop.node.deliver();

    assertThat(shop.target.messages).hasSize(1);
    assertThat(shop.webhooks.list(shop.tenant, null, 50).items()).isEmpty();
  }

  @Test
  void whatIsOverForLongIsPrunedAndWhatWaitsIsNot() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.MODE_CHANGED);
    shop.emit(EventType.MODE_CHANGED, 1);
    shop.node.deliver();
    shop.target.answers(500);
    shop.emit(EventType.MODE_CHANGED, 2);
    shop.node.deliver();
    Instant later = shop.engine.clock.instant().plusSeconds(1);

    assertThat(shop.webhooks.prune("bakery", shop.engine.clock.instant(), 500)).isZero();
    assertThat(shop.webhooks.prune("bakery", later, 500)).isEqualTo(1);
    assertThat(shop.deliveries(created)).hasSize(1);
    shop.webhooks.delete(shop.tenant, created.webhook().id());
    assertThat(shop.webhooks.prune("bakery", later, 500)).isEqualTo(1);
  }

  @Test
  void aTenantHasSoManyWebhooksAndNoMore() {
    for (int i = 0; i < Webhooks.WEBHOOKS_MAX; i++) {
      shop.created(EventType.NEW_ORDER);
    }

    assertThat(shop.webhooks.create(shop.tenant, shop.target.url(), List.of(EventType.NEW_ORDER)))
        .isInstanceOf(CreatedWebhook.TooMany.class);
  }

  @Test
  void theSecretIsNotStoredInClear() throws Exception {
    CreatedWebhook.Created created = shop.created(EventType.NEW_ORDER);
    String hex =
        HexFormat.of()
            .formatHex(Base64.getDecoder().decode(created.secret().reveal().substring(6)));

    assertThat(
            shop.engine.number(
                shop.tenant,
                "SELECT COUNT(*) FROM webhooks WHERE LOCATE('"
                    + hex
                    + "', HEX(secret)) > 0"
                    + " OR LENGTH(secret) <> 60"))
        .isZero();
  }
}
