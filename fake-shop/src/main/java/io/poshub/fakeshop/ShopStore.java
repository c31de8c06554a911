package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The shop's orders. All methods hold its lock; listeners hear of changes within it. */
final class ShopStore {
  private static final Set<String> CORE =
      Set.of(
          "auto-draft",
          "pending",
          "processing",
          "on-hold",
          "completed",
          "cancelled",
          "refunded",
          "failed",
          "checkout-draft");

  private final TreeMap<Long, ShopOrder> orders = new TreeMap<>();
  private final Set<String> statuses = new LinkedHashSet<>(CORE);
  private final ShopProfile profile;
  private final ZoneId zone;
  private final InstantSource clock;
  private final ShopHooks hooks;
  private long lastId;

  ShopStore(ShopProfile profile, ZoneId zone, InstantSource clock, ShopHooks hooks) {
    this.profile = profile;
    this.zone = zone;
    this.clock = clock;
    this.hooks = hooks;
  }

  /** A page of a list, and how many orders the whole list has. */
  record Listed(List<JsonValue> page, int total) {
    Listed {
      page = List.copyOf(page);
    }
  }

  synchronized Set<String> statuses() {
    return Set.copyOf(statuses);
  }

  synchronized void register(String status) {
    statuses.add(status);
  }

  synchronized void unregister(String status) {
    statuses.remove(status);
  }

  synchronized long add(
      @Nullable Long wanted, String status, Instant created, Map<String, JsonValue> members) {
    long id = wanted == null ? lastId + 1 : wanted;
    lastId = Math.max(lastId, id);
    ShopOrder order = new ShopOrder(id, "pending", created, members);
    orders.put(id, order);
    enter(order, status, created);
    hooks.changed("created", id);
    if (!status.equals("pending")) {
      hooks.changed("updated", id);
    }
    return id;
  }

  synchronized @Nullable JsonValue find(long id) {
    ShopOrder order = orders.get(id);
    return order == null ? null : order.json(zone, profile.version());
  }

  synchronized List<Long> ids() {
    return List.copyOf(orders.keySet());
  }

  /** Changes an order as a PUT does; what is not known is passed over. */
  synchronized boolean put(long id, JsonValue.Obj wish) {
    ShopOrder order = orders.get(id);
    if (order == null) {
      return false;
    }
    boolean wasTrashed = order.trashed;
    boolean changed = false;
    for (String name : List.of("customer_note", "meta_data")) {
      JsonValue value = wish.members().get(name);
      if (value instanceof JsonValue.Text || value instanceof JsonValue.Arr) {
        order.members.put(
            name,
            value instanceof JsonValue.Arr list
                ? MetaData.merged(order.members.get(name), list)
                : value);
        changed = true;
      }
    }
    if (wish.members().get("transaction_id") instanceof JsonValue.Text transaction) {
      order.members.put("transaction_id", transaction);
      changed = true;
    }
    if (wish.members().get("set_paid") instanceof JsonValue.Bool(boolean paid)
        && paid
        && order.paid == null) {
      changed = true;
      enter(order, "processing", clock.instant());
    }
    if (wish.members().get("status") instanceof JsonValue.Text(String status)) {
      changed |= wasTrashed || !status.equals(order.status);
      order.trashed = false;
      enter(order, status, clock.instant());
    }
    if (changed || profile.savingTouches()) {
      order.modified = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
    if (!wasTrashed || !profile.hasOwnTables()) {
      hooks.changed("updated", id);
    }
    return true;
  }

  synchronized void setStatus(long id, String status) {
    put(id, ShopAnswer.obj("status", ShopAnswer.text0(status)));
  }

  /** Gives money back; a refund of all that is left makes the order refunded. */
  synchronized void refund(long id, String amount, String reason) {
    ShopOrder order = orders.get(id);
    if (order == null) {
      return;
    }
    List<JsonValue> refunds = new ArrayList<>();
    refunds.add(
        ShopAnswer.obj(
            "id",
            ShopAnswer.number(++lastId),
            "reason",
            ShopAnswer.text0(reason),
            "total",
            ShopAnswer.text0("-" + amount)));
    refunds.addAll(list(order, "refunds"));
    order.members.put("refunds", new JsonValue.Arr(refunds));
    order.modified = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (refunded(refunds).compareTo(total(order)) >= 0) {
      order.status = "refunded";
    }
    hooks.changed("updated", id);
  }

  synchronized @Nullable JsonValue trash(long id) {
    ShopOrder order = orders.get(id);
    if (order == null || order.trashed) {
      return null;
    }
    JsonValue before = order.json(zone, profile.version());
    order.trashed = true;
    order.modified = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    hooks.changed("deleted", id);
    return before;
  }

  /** Nobody is told. */
  synchronized @Nullable JsonValue delete(long id) {
    ShopOrder order = orders.remove(id);
    return order == null ? null : order.json(zone, profile.version());
  }

  synchronized void changeMembers(long id, Map<String, JsonValue> members) {
    ShopOrder order = orders.get(id);
    if (order != null) {
      order.members.putAll(members);
      order.modified = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      hooks.changed("updated", id);
    }
  }

  /** Dates an order as a clock that was put back, or ahead, would have. */
  synchronized void date(long id, Instant modified) {
    ShopOrder order = orders.get(id);
    if (order != null) {
      order.modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /** Has an order be as a recording says, whatever it was; nobody is told. */
  synchronized void restore(ShopOrder order) {
    orders.put(order.id, order);
    lastId = Math.max(lastId, order.id);
  }

  /** The next order gets this id. */
  synchronized void nextId(long id) {
    lastId = id - 1;
  }

  synchronized boolean isTrashed(long id) {
    ShopOrder order = orders.get(id);
    return order != null && order.trashed;
  }

  synchronized Listed list(ListQuery query) {
    List<ShopOrder> found = new ArrayList<>();
    for (ShopOrder order : orders.values()) {
      if (matches(order, query)) {
        found.add(order);
      }
    }
    found.sort(sorting(query));
    int from = Math.min(found.size(), query.offset() + (query.page() - 1) * query.perPage());
    int to = Math.min(found.size(), from + query.perPage());
    return new Listed(
        found.subList(from, to).stream()
            .map(order -> (JsonValue) order.json(zone, profile.version()))
            .toList(),
        found.size());
  }

  private boolean matches(ShopOrder order, ListQuery query) {
    boolean right =
        query.statuses().contains(order.shownStatus())
            || (query.statuses().contains("any")
                && !order.trashed
                && !order.status.equals("auto-draft"));
    return right
        && (order.trashed || statuses.contains(order.status))
        && isBetween(order.created, query.after(), query.before())
        && isBetween(order.modified, query.modifiedAfter(), query.modifiedBefore())
        && (query.include().isEmpty() || query.include().contains(order.id))
        && !query.exclude().contains(order.id)
        && is(order, "customer_id", query.customer())
        && is(order, "created_via", query.createdVia());
  }

  private static boolean is(ShopOrder order, String name, @Nullable String wanted) {
    JsonValue value = order.members.get(name);
    return wanted == null
        || new JsonValue.Num(wanted).equals(value)
        || new JsonValue.Text(wanted).equals(value);
  }

  private static boolean isBetween(
      Instant time, @Nullable Instant after, @Nullable Instant before) {
    return (after == null || time.isAfter(after)) && (before == null || time.isBefore(before));
  }

  private Comparator<ShopOrder> sorting(ListQuery query) {
    Comparator<ShopOrder> byId = Comparator.comparingLong(order -> order.id);
    Comparator<ShopOrder> ties =
        profile.tiesAreStable()
            ? byId
            : Comparator.comparingLong(
                order -> (order.id * 0x9E3779B9L ^ query.page() * 77L) & 0xffff);
    Comparator<ShopOrder> sorting =
        switch (query.orderBy()) {
          case "modified" ->
              Comparator.<ShopOrder, Instant>comparing(o -> o.modified).thenComparing(ties);
          case "id" -> byId;
          default -> Comparator.<ShopOrder, Instant>comparing(o -> o.created).thenComparing(ties);
        };
    return query.ascending() ? sorting : sorting.reversed();
  }

  private void enter(ShopOrder order, String status, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (order.paid == null && (status.equals("processing") || status.equals("completed"))) {
      order.paid = second;
    }
    if (order.completed == null && status.equals("completed")) {
      order.completed = second;
    }
    if (status.equals("refunded") && !order.status.equals("refunded")) {
      BigDecimal left = total(order).subtract(refunded(list(order, "refunds")));
      order.status = status;
      if (left.signum() > 0) {
        refund(order.id, left.toPlainString(), "all of it");
      }
    }
    order.status = status;
  }

  private static List<JsonValue> list(ShopOrder order, String name) {
    return order.members.get(name) instanceof JsonValue.Arr(List<JsonValue> items)
        ? items
        : List.of();
  }

  private static BigDecimal total(ShopOrder order) {
    return order.members.get("total") instanceof JsonValue.Text(String text)
        ? new BigDecimal(text)
        : BigDecimal.ZERO;
  }

  private static BigDecimal refunded(List<JsonValue> refunds) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonValue refund : refunds) {
      if (refund instanceof JsonValue.Obj object
          && object.members().get("total") instanceof JsonValue.Text(String text)) {
        sum = sum.subtract(new BigDecimal(text));
      }
    }
    return sum;
  }
}
