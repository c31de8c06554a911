package io.poshub.protocol.webhook;

import java.util.Locale;

/** Whether a webhook is still delivered to. */
public enum WebhookStatus {
  ACTIVE,
  /** Its target was gone for too long; nothing is sent to it any more. */
  DISABLED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
