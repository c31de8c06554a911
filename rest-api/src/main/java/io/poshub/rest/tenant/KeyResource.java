package io.poshub.rest.tenant;

import io.poshub.rest.HttpReply;
import io.poshub.rest.call.TenantRequest;

/** {@code /api/{tenant}/keys}: a tenant's admin on the tenant's own keys. */
public final class KeyResource {
  private final KeyCalls calls;

  public KeyResource(KeyCalls calls) {
    this.calls = calls;
  }

  public HttpReply list(TenantRequest request) {
    return calls.list(request.tenant().slug(), request.query());
  }

  public HttpReply issue(TenantRequest request) {
    return calls.issue(request.tenant().slug(), request.fields());
  }

  public HttpReply revoke(TenantRequest request) {
    return calls.revoke(request.tenant().slug(), request.path("id"));
  }
}
