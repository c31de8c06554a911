package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooStage;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the shop and the hub say the same of every order, and the tills heard it right. */
final class BothSides {
  /** An order may ring again when the shop brings it back. */
  private static final int MAX_RINGS = 12;

  private static final int PAGE_ORDERS = 200;

  private final FakeShop shop;
  private final Hub hub;
  private final Tenant tenant;

  BothSides(FakeShop shop, Hub hub, Tenant tenant) {
    this.shop = shop;
    this.hub = hub;
    this.tenant = tenant;
  }

  void assertSame() {
    Map<String, Order> here = ordersByShopId();
    List<String> differences = new ArrayList<>();
    for (long id : shop.orderIds()) {
      difference(shop.order(id), here.get(Long.toString(id))).ifPresent(differences::add);
    }
    here.forEach((id, order) -> {
      if (shop.order(Long.parseLong(id)) == null && !order.status().isOver()) {
        differences.add(id + " is gone at the shop and open here");
      }
    });
    assertThat(differences).isEmpty();
    assertThat(hub.connector.queue().stats(tenant.slug()).dead()).isZero();
  }

  /** Every order rings once for each time it was new, and its changes are told in their order. */
  void assertToldInOrder() {
    Map<String, Integer> rings = new HashMap<>();
    Set<String> states = new HashSet<>();
    for (StreamEvent event : hub.events(tenant, EventType.NEW_ORDER)) {
      String id = member(event.data(), "id");
      assertThat(states.add(id + " " + member(event.data(), "version"))).isTrue();
      rings.merge(id, 1, Integer::sum);
    }
    assertThat(rings.values()).allMatch(count -> count <= MAX_RINGS);
    Map<String, Integer> versions = new HashMap<>();
    for (StreamEvent event : hub.events(tenant, EventType.ORDER_UPDATED)) {
      int version = Integer.parseInt(member(event.data(), "version"));
      Integer before = versions.put(member(event.data(), "id"), version);
      assertThat(before == null || before < version).isTrue();
    }
  }

  private Map<String, Order> ordersByShopId() {
    Map<String, Order> orders = new HashMap<>();
    OrderFilter filter = new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null);
    String cursor = null;
    do {
      Page<Order> page = hub.orders.list(tenant, filter, cursor, PAGE_ORDERS);
      for (Order order : page.items()) {
        assertThat(orders.put(String.valueOf(order.externalId()), order)).isNull();
      }
      cursor = page.next();
    } while (cursor != null);
    return orders;
  }

  private static Optional<String> difference(JsonValue.@Nullable Obj json, @Nullable Order order) {
    if (json == null) {
      return Optional.empty();
    }
    WooOrder there = WooOrder.read(json).orElseThrow();
    WooStage stage = WooStage.of(there.status(), there.paid());
    if (order == null) {
      boolean mayBeMissing =
          stage == WooStage.UNDECIDED
              || stage == WooStage.FAILED
              || (stage == WooStage.CANCELLED && !there.paid());
      return mayBeMissing
          ? Optional.empty()
          : Optional.of(there.id() + " " + there.status() + " is missing");
    }
    boolean same =
        switch (stage) {
          case OPEN -> !order.status().isOver();
          case DONE -> order.status() == OrderStatus.COMPLETED;
          case CANCELLED, FAILED ->
              order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.REJECTED;
          case UNDECIDED -> true;
        };
    boolean sameMoney =
        member(order.details(), "total")
            .equals(
                json.members().get("total") instanceof JsonValue.Text(String total) ? total : "");
    return same && sameMoney
        ? Optional.empty()
        : Optional.of(
            there.id() + " is " + there.status() + " at the shop and " + order.status() + " here");
  }

  static String member(String json, String name) {
    try {
      return Json.parse(json) instanceof JsonValue.Obj object
          ? switch (object.members().get(name)) {
            case JsonValue.Text(String text) -> text;
            case JsonValue.Num(String raw) -> raw;
            case null, default -> "";
          }
          : "";
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
