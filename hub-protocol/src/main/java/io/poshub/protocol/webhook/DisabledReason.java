package io.poshub.protocol.webhook;

import java.util.Locale;

/** Why a webhook is no longer delivered to. */
public enum DisabledReason {
  /** The target answered 410 Gone. */
  GONE,
  /** Nothing but failures for as long as deliveries are tried. */
  FAILING;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
