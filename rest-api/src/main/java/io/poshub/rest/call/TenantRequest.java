package io.poshub.rest.call;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.tenant.Caller;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.Fields;
import java.util.concurrent.Executor;

/**
 * A request of somebody who holds a key of the tenant, with a role that may make it.
 *
 * @param writer puts answers into words that others have found
 */
public record TenantRequest(Tenant tenant, Caller caller, Request request, Executor writer) {
  public TenantRequest {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(caller, "caller is null");
    requireNonNull(request, "request is null");
    requireNonNull(writer, "writer is null");
  }

  public String path(String variable) {
    return request.path(variable);
  }

  public Query query() {
    return request.query();
  }

  public Fields fields() {
    return request.fields();
  }
}
