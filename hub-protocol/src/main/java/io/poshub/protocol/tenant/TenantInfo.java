package io.poshub.protocol.tenant;

import java.time.Instant;
import java.util.Currency;

/** A tenant as operators see it. */
public record TenantInfo(
    String slug,
    String name,
    Currency currency,
    String timeZone,
    String country,
    boolean active,
    Instant createdAt,
    Instant updatedAt) {}
