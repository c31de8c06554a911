package io.poshub.engine.tenant;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.tenant.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whoever holds a tenant's key: which key, for which tenant, with which role, until when. */
public record Caller(String keyId, String tenant, Role role, @Nullable Instant expiresAt) {
  public Caller {
    requireNonNull(keyId, "keyId is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(role, "role is null");
  }
}
