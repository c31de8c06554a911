package io.poshub.engine.tenant;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What shall change of a tenant; null stays. The currency never changes: all its ledgers are in it.
 */
public record TenantPatch(
    @Nullable String name,
    @Nullable ZoneId timeZone,
    @Nullable String country,
    @Nullable Boolean active) {}
