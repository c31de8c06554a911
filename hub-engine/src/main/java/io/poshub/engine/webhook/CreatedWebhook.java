package io.poshub.engine.webhook;

import io.poshub.protocol.webhook.Webhook;

/** What came of setting a webhook up. */
public sealed interface CreatedWebhook {

  /** It is there; the secret is shown this once. */
  record Created(Webhook webhook, WebhookSecret secret) implements CreatedWebhook {}

  /** Its URL cannot be read; {@code message} says why. */
  record BadUrl(String message) implements CreatedWebhook {}

  /** Nothing is sent there; {@code message} says why, and nothing about the network. */
  record TargetRefused(String message) implements CreatedWebhook {}

  /** The tenant has as many as it may have. */
  record TooMany() implements CreatedWebhook {}
}
