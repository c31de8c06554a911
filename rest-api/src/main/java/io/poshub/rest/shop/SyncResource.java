package io.poshub.rest.shop;

import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopState;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.Fields;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.Request;
import io.poshub.rest.call.TenantRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /orders/sync}, for the tenant itself and for the operator. Virtual threads. */
public final class SyncResource {
  private final ShopConnector shop;

  public SyncResource(ShopConnector shop) {
    this.shop = shop;
  }

  public HttpReply run(TenantRequest request) {
    return run(request.tenant(), request.fields())
        .with("Location", "/api/" + request.tenant().slug() + "/orders/sync/status");
  }

  public HttpReply run(Tenant tenant, Fields fields) {
    Long daysBack = fields.optionalInteger("days_back", 0, ShopAccess.DAYS_BACK_MAX);
    fields.check();
    if (!shop.requestSync(tenant, daysBack == null ? null : daysBack.intValue())) {
      throw new RefusedException(
          ErrorCode.SHOP_NOT_CONNECTED, "Connect a shop with PUT …/connectors/woocommerce first.");
    }
    return Answers.json(202, members(tenant));
  }

  public HttpReply status(TenantRequest request) {
    return status(request.tenant());
  }

  public HttpReply status(Tenant tenant) {
    return Answers.json(200, members(tenant));
  }

  public HttpReply runAll(Request request) {
    return Answers.of(202, "shops", shop.requestAllSyncs());
  }

  private Map<String, Object> members(Tenant tenant) {
    Optional<ShopState> state = shop.state(tenant);
    if (state.isEmpty()) {
      return ShopResource.notConfigured();
    }
    ShopState found = state.get();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("connector", found.connector());
    members.put("state", found.state());
    members.put("sync", found.sync());
    members.put("backlog", found.backlog());
    if (found.lastSyncAt() != null) {
      members.put("last_sync_at", found.lastSyncAt());
    }
    if (found.nextSyncAt() != null) {
      members.put("next_sync_at", found.nextSyncAt());
    }
    if (found.lastError() != null) {
      members.put("last_error", found.lastError());
    }
    return members;
  }
}
