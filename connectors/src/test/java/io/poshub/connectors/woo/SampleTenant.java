package io.poshub.connectors.woo;

import io.poshub.engine.tenant.CardKey;
import io.poshub.engine.tenant.Tenant;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;

/** A tenant that sells in a currency. */
final class SampleTenant {
  private SampleTenant() {}

  static Tenant in(String currency) {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    return new Tenant(
        "kitchen",
        "The kitchen",
        Currency.getInstance(currency),
        ZoneId.of("Europe/London"),
        "GB",
        true,
        new CardKey(new byte[CardKey.SIZE_BYTES]),
        now,
        now);
  }
}
