package io.poshub.engine.tenant;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.tenant.TenantInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;

/**
 * A shop or restaurant. {@code cardKey} keys the HMAC of its gift-card codes and is never shown.
 */
public record Tenant(
    String slug,
    String name,
    Currency currency,
    ZoneId timeZone,
    String country,
    boolean active,
    CardKey cardKey,
    Instant createdAt,
    Instant updatedAt) {
  public Tenant {
    requireNonNull(slug, "slug is null");
    requireNonNull(name, "name is null");
    requireNonNull(currency, "currency is null");
    requireNonNull(timeZone, "timeZone is null");
    requireNonNull(country, "country is null");
    requireNonNull(cardKey, "cardKey is null");
  }

  public TenantInfo info() {
    return new TenantInfo(
        slug, name, currency, timeZone.getId(), country, active, createdAt, updatedAt);
  }
}
