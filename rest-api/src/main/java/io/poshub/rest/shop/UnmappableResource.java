package io.poshub.rest.shop;

import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.tenant.Tenant;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.Query;
import io.poshub.rest.call.TenantRequest;

/**
 * The shop's orders that no till can have, for the tenant itself and for the operator. Virtual
 * threads.
 */
public final class UnmappableResource {
  private final ShopConnector shop;

  public UnmappableResource(ShopConnector shop) {
    this.shop = shop;
  }

  public HttpReply list(TenantRequest request) {
    return list(request.tenant(), request.query());
  }

  public HttpReply list(Tenant tenant, Query query) {
    Paging paging = Paging.of(query, CursorKind.SHOP_ORDERS);
    return paging.reply("orders", shop.unmappable(tenant, paging.position(), paging.limit()));
  }
}
