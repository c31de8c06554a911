package io.poshub.engine.order;

import io.poshub.engine.sql.Columns;
import java.util.LinkedHashMap;
import java.util.Map;

/** By what a list of orders is sorted; orders that are alike go by their id. */
public enum OrderSort {
  /** The default: as they came to the hub. */
  NEWEST("-created_at", "id", false),
  OLDEST("created_at", "id", true),
  LATEST_CHANGE("-updated_at", "updated_at", false),
  FIRST_CHANGE("updated_at", "updated_at", true),
  LATEST_PLACED("-placed_at", "placed_at", false),
  FIRST_PLACED("placed_at", "placed_at", true),
  DEAREST("-total", "total", false),
  CHEAPEST("total", "total", true);

  public static final Map<String, OrderSort> BY_WIRE = byWire();

  private final String wire;
  private final String column;
  private final boolean ascending;

  OrderSort(String wire, String column, boolean ascending) {
    this.wire = wire;
    this.column = column;
    this.ascending = ascending;
  }

  /** Whether the id alone says where an order stands. */
  public boolean isById() {
    return column.equals("id");
  }

  /** Whether orders stand by what they cost, and not by a time. */
  public boolean isByTotal() {
    return column.equals("total");
  }

  /** What comes after a place in the list; its values are the key, twice, and the id. */
  String after() {
    String sign = ascending ? ">" : "<";
    return isById()
        ? "orders.id " + sign + " ?"
        : "(%1$s %2$s ? OR (%1$s = ? AND orders.id %2$s ?))".formatted("orders." + column, sign);
  }

  String orderBy() {
    String direction = ascending ? "" : " DESC";
    return isById()
        ? " ORDER BY orders.id" + direction
        : " ORDER BY orders." + column + direction + ", orders.id" + direction;
  }

  /** What an order is sorted by, as it stands in a cursor. */
  String key(OrderState state) {
    String id = state.order().id();
    return switch (column) {
      case "updated_at" -> Columns.utc(state.order().updatedAt()) + " " + id;
      case "placed_at" -> Columns.utc(state.order().placedAt()) + " " + id;
      case "total" -> state.total().minor() + " " + id;
      default -> id;
    };
  }

  private static Map<String, OrderSort> byWire() {
    Map<String, OrderSort> sorts = new LinkedHashMap<>();
    for (OrderSort sort : values()) {
      sorts.put(sort.wire, sort);
    }
    return Map.copyOf(sorts);
  }
}
