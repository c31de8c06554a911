package io.poshub.rest.order;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.TenantRequest;
import java.util.Locale;

/** The order that a path names. Any thread. */
final class OrderPath {
  private OrderPath() {}

  /** Whatever cannot be one of our ids is not there; no need to ask. */
  static String orderId(TenantRequest request) {
    String id = request.path("id");
    if (!Ids.isId(id)) {
      throw unknown();
    }
    return id.toLowerCase(Locale.ROOT);
  }

  static RefusedException unknown() {
    return new RefusedException(ErrorCode.ORDER_NOT_FOUND, "No order has that id.");
  }
}
