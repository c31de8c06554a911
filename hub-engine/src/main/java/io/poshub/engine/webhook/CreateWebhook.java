package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;
import io.poshub.protocol.webhook.Webhook;
import io.poshub.protocol.webhook.WebhookStatus;
import java.util.List;
import java.util.Optional;

/** Sets a webhook up; empty if the tenant has as many as it may have. */
record CreateWebhook(String url, List<EventType> events, WebhookSecret secret)
    implements Command<Optional<Webhook>> {
  CreateWebhook {
    requireNonNull(url, "url is null");
    events = List.copyOf(events);
    requireNonNull(secret, "secret is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(WebhookSet.KIND).claimForChange();
  }

  @Override
  public Optional<Webhook> decide(Batch batch) {
    WebhookSet webhooks = batch.rows(WebhookSet.KIND);
    if (webhooks.size() >= Webhooks.WEBHOOKS_MAX) {
      return Optional.empty();
    }
    String id = batch.nextId();
    Webhook webhook =
        new Webhook(
            id,
            url,
            events.stream().map(EventType::wire).toList(),
            WebhookStatus.ACTIVE,
            batch.now(),
            null,
            null,
            null,
            null,
            0);
    webhooks.add(new StoredWebhook(webhook, secret.sealed(batch.tenant(), id)));
    return Optional.of(webhook);
  }
}
