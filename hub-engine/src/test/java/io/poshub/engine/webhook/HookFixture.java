package io.poshub.engine.webhook;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.webhook.Webhook;
import io.poshub.protocol.webhook.WebhookDelivery;
import io.poshub.testing.HttpTarget;
import io.poshub.testing.HttpTarget.Message;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A tenant with a target for its webhooks, and a node that delivers. */
final class HookFixture implements AutoCloseable {
  final EngineFixture engine = EngineFixture.create();
  final Tenant tenant = engine.newTenant("bakery");
  final HttpTarget target = new HttpTarget();
  final DeliveryNode node = new DeliveryNode(engine);
  final Webhooks webhooks = webhooks(true);

  Webhooks webhooks(boolean allowPrivate) {
    return new Webhooks(
        engine.lanes,
        engine.transactions,
        new OutboundGuard(host -> List.of(InetAddress.getAllByName(host)), allowPrivate),
        new SecureRandom());
  }

  CreatedWebhook.Created created(EventType... events) {
    return (CreatedWebhook.Created) webhooks.create(tenant, target.url(), List.of(events));
  }

  Webhook view(CreatedWebhook.Created created) {
    return webhooks.list(tenant, null, 50).items().stream()
        .filter(webhook -> webhook.id().equals(created.webhook().id()))
        .findFirst()
        .orElseThrow();
  }

  List<WebhookDelivery> deliveries(CreatedWebhook.Created created) {
    return webhooks.deliveries(tenant, created.webhook().id(), null, 200).orElseThrow().items();
  }

  long waiting(CreatedWebhook.Created created) {
    return engine.transactions.inTenant(
        tenant.slug(),
        connection -> (long) new DeliveryRows(connection).countPending(created.webhook().id()));
  }

  Set<String> ids() {
    return new HashSet<>(target.messages.stream().map(Message::id).toList());
  }

  void emit(EventType type, int n) {
    run(batch -> batch.emit(type, Map.of("n", n)));
  }

  void run(Consumer<Batch> work) {
    engine.lanes.call(
        tenant,
        new Command<Boolean>() {
          @Override
          public void claim(Batch batch) {
            batch.rows(WebhookSet.KIND);
          }

          @Override
          public Boolean decide(Batch batch) {
            work.accept(batch);
            return true;
          }
        });
  }

  @Override
  public void close() {
    node.close();
    target.close();
    engine.close();
  }
}
