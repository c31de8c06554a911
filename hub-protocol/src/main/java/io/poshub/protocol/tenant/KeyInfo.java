package io.poshub.protocol.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key without its secret. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record KeyInfo(
    String id,
    Role role,
    @Nullable String name,
    String prefix,
    String last4,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
