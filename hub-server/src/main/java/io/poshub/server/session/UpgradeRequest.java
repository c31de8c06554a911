package io.poshub.server.session;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A request for a socket that passed all checks of form.
 *
 * @param key as presented in a header; null if there was none
 * @param askedNanos when it arrived
 * @param tenantHeader {@code X-Tenant-ID}, which is optional here
 */
record UpgradeRequest(
    String tenant,
    UpgradeQuery query,
    @Nullable String key,
    @Nullable String tenantHeader,
    String remote,
    @Nullable String client,
    long askedNanos) {
  UpgradeRequest {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(query, "query is null");
    requireNonNull(remote, "remote is null");
  }

  /** A key never belongs in a log. */
  @Override
  public String toString() {
    return "UpgradeRequest[" + tenant + ", " + query + "]";
  }
}
