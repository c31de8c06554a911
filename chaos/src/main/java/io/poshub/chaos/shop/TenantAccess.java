package io.poshub.chaos.shop;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A tenant and its keys. Its text hides them. */
public record TenantAccess(String slug, String terminalKey, String adminKey) {
  public TenantAccess {
    requireNonNull(slug, "slug is null");
    requireNonNull(terminalKey, "terminalKey is null");
    requireNonNull(adminKey, "adminKey is null");
  }

  Map<String, String> headers() {
    return Map.of("X-API-Key", adminKey, "X-Tenant-ID", slug);
  }

  @Override
  public String toString() {
    return "TenantAccess[" + slug + "]";
  }
}
