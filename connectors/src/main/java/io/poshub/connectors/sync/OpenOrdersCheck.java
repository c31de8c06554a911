package io.poshub.connectors.sync;

import io.poshub.connectors.woo.WooAnswer;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.Orders;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.OrderSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the shop's side of every order that is open here. A shop tells nobody of an order that
 * was deleted for good, and lists none whose status belonged to a plugin that is gone. One virtual
 * thread.
 */
final class OpenOrdersCheck {
  /** Open orders that one sweep looks at; the oldest first. */
  static final int ORDERS_MAX = 2_000;

  /** Orders missing from the lists that one sweep asks for one by one. */
  private static final int SINGLE_MAX = 100;

  private final Tenant tenant;
  private final ShopLink link;
  private final WooShop shop;
  private final Intake intake;
  private final Lanes lanes;
  private final Orders orders;

  OpenOrdersCheck(
      Tenant tenant, ShopLink link, WooShop shop, Intake intake, Lanes lanes, Orders orders) {
    this.tenant = tenant;
    this.link = link;
    this.shop = shop;
    this.intake = intake;
    this.lanes = lanes;
    this.orders = orders;
  }

  void run() throws SweepException {
    List<String> open = orders.openExternalIds(tenant, OrderSource.WOOCOMMERCE, ORDERS_MAX);
    List<String> missing = new ArrayList<>();
    try {
      for (int from = 0; from < open.size(); from += WooShop.PAGE_MAX_ORDERS) {
        List<String> ids =
            open.subList(from, Math.min(open.size(), from + WooShop.PAGE_MAX_ORDERS)).stream()
                .filter(id -> id.matches("[1-9]\\d{0,18}"))
                .toList();
        if (!ids.isEmpty()) {
          missing.addAll(look(ids));
        }
      }
      for (String id : missing.subList(0, Math.min(missing.size(), SINGLE_MAX))) {
        askFor(id);
      }
    } catch (LaneException e) {
      throw new SweepException("the hub could not store orders: " + e.code().wire(), null);
    }
  }

  /** Takes in what is listed and returns what is not. */
  private List<String> look(List<String> ids) throws SweepException {
    Set<String> listed = new HashSet<>();
    for (JsonValue json : Answered.list(shop.orders(ids))) {
      Optional<WooOrder> order = WooOrder.read(json);
      if (order.isPresent()) {
        listed.add(order.get().id());
        Lanes.await(intake.pulled(tenant, link, order.get()));
      }
    }
    return ids.stream().filter(id -> !listed.contains(id)).toList();
  }

  private void askFor(String id) throws SweepException {
    WooAnswer answer = shop.order(id);
    if (answer instanceof WooAnswer.Gone) {
      lanes.call(tenant, new LoseOrder(id));
      return;
    }
    Optional<WooOrder> order = WooOrder.read(Answered.ok(answer).body());
    if (order.isPresent()) {
      Lanes.await(intake.pulled(tenant, link, order.get()));
    }
  }
}
