package io.poshub.connectors.sweep;

import io.poshub.connectors.intake.ImportOutcome;
import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.woo.Answered;
import io.poshub.connectors.woo.ShopException;
import io.poshub.connectors.woo.WooAnswer;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.OpenOrder;
import io.poshub.engine.order.Orders;
import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.OrderSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the shop's side of every order that is open here. A shop tells nobody of an order that
 * was deleted for good, and lists none whose status belonged to a plugin that is gone. One virtual
 * thread.
 */
final class OpenOrdersCheck {
  /** Open orders that one sweep looks at; the next one goes on where it ended. */
  static final int ORDERS_MAX = 2_000;

  /** Orders missing from the lists that one sweep asks for one by one. */
  private static final int SINGLE_MAX = 200;

  private final Tenant tenant;
  private final ShopLink link;
  private final Lease lease;
  private final WooShop shop;
  private final Intake intake;
  private final Orders orders;
  private final Deadline deadline;

  OpenOrdersCheck(
      Tenant tenant,
      ShopLink link,
      Lease lease,
      WooShop shop,
      Intake intake,
      Orders orders,
      Deadline deadline) {
    this.tenant = tenant;
    this.link = link;
    this.lease = lease;
    this.shop = shop;
    this.intake = intake;
    this.orders = orders;
    this.deadline = deadline;
  }

  /**
   * Looks at some of them.
   *
   * @param after where the sweep before ended
   * @return where the next one goes on; null to begin again
   */
  @Nullable String run(@Nullable String after) throws ShopException, LeaseLostException {
    String place = after;
    int singles = 0;
    for (int seen = 0; seen < ORDERS_MAX && singles < SINGLE_MAX && !deadline.isOver(); ) {
      Page<OpenOrder> page =
          orders.open(tenant, OrderSource.WOOCOMMERCE, place, WooShop.PAGE_MAX_ORDERS);
      lease.renew();
      for (String id : missing(page.items())) {
        if (deadline.isOver()) {
          return place;
        }
        lease.renew();
        askFor(id);
        singles++;
      }
      seen += page.items().size();
      place = page.next();
      if (place == null) {
        return null;
      }
    }
    return place;
  }

  private List<String> missing(List<OpenOrder> page) throws ShopException {
    List<String> ids =
        page.stream()
            .map(OpenOrder::externalId)
            .flatMap(id -> link.shop().shopsId(id).stream())
            .filter(id -> id.matches("[1-9]\\d{0,18}"))
            .toList();
    return ids.isEmpty() ? List.of() : look(ids);
  }

  /** Takes in what is listed and returns what is not. */
  private List<String> look(List<String> ids) throws ShopException {
    Set<String> listed = new HashSet<>();
    List<CompletableFuture<ImportOutcome>> stored = new ArrayList<>();
    Instant asked = deadline.clock().instant();
    for (JsonValue json : Answered.list(shop.orders(ids))) {
      Optional<WooOrder> order = WooOrder.read(json);
      if (order.isPresent()) {
        listed.add(order.get().id());
        stored.add(intake.pulled(tenant, link, order.get(), asked));
      }
    }
    stored.forEach(Lanes::await);
    return ids.stream().filter(id -> !listed.contains(id)).toList();
  }

  private void askFor(String id) throws ShopException {
    Instant asked = deadline.clock().instant();
    WooAnswer answer = shop.order(id);
    if (answer instanceof WooAnswer.Gone) {
      Lanes.await(intake.lost(tenant, link.shop().externalId(id)));
      return;
    }
    Optional<WooOrder> order = WooOrder.read(Answered.ok(answer).body());
    if (order.isPresent()) {
      Lanes.await(intake.pulled(tenant, link, order.get(), asked));
    }
  }
}
