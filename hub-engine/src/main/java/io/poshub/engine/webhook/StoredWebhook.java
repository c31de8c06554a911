package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.EventType;
import io.poshub.protocol.webhook.Webhook;
import io.poshub.protocol.webhook.WebhookStatus;

/** A webhook's row. Its text hides the secret, encrypted as it is. */
record StoredWebhook(Webhook view, byte[] sealedSecret) {
  StoredWebhook {
    requireNonNull(view, "view is null");
    requireNonNull(sealedSecret, "sealedSecret is null");
  }

  boolean isActive() {
    return view.status() == WebhookStatus.ACTIVE;
  }

  boolean wants(EventType type) {
    return view.events().contains(type.wire());
  }

  @Override
  public String toString() {
    return "StoredWebhook[" + view.id() + "]";
  }
}
