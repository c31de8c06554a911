package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One order as the shop keeps it; changed only under the store's lock. */
final class ShopOrder {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static final Set<String> EDITABLE =
      Set.of("pending", "on-hold", "auto-draft", "checkout-draft");

  final long id;
  final Instant created;
  final Map<String, JsonValue> members;
  String status;
  boolean trashed;
  Instant modified;
  @Nullable Instant paid;
  @Nullable Instant completed;

  ShopOrder(long id, String status, Instant created, Map<String, JsonValue> members) {
    this.id = id;
    this.status = status;
    this.created = created.truncatedTo(ChronoUnit.SECONDS);
    this.modified = this.created;
    this.members = new LinkedHashMap<>(members);
  }

  String shownStatus() {
    return trashed ? "trash" : status;
  }

  JsonValue.Obj json(ZoneId zone, String version) {
    Map<String, JsonValue> all = new LinkedHashMap<>();
    all.put("id", ShopAnswer.number(id));
    all.put("parent_id", ShopAnswer.number(0));
    all.put("number", ShopAnswer.text0(Long.toString(id)));
    all.put("status", ShopAnswer.text0(shownStatus()));
    all.put("version", ShopAnswer.text0(version));
    all.putAll(members);
    date(all, "date_created", created, zone);
    date(all, "date_modified", modified, zone);
    date(all, "date_paid", paid, zone);
    date(all, "date_completed", completed, zone);
    derived(all);
    return new JsonValue.Obj(all);
  }

  /** What the shop works out for each answer. */
  private void derived(Map<String, JsonValue> all) {
    String root = "https://shop.example.test/";
    boolean payable = status.equals("pending") || status.equals("failed");
    boolean costs =
        members.get("total") instanceof JsonValue.Text(String total)
            && new BigDecimal(total).signum() > 0;
    boolean hasLines =
        members.get("line_items") instanceof JsonValue.Arr(List<JsonValue> lines)
            && !lines.isEmpty();
    all.put("payment_url", ShopAnswer.text0(root + "checkout/order-pay/" + id + "/"));
    all.put("is_editable", new JsonValue.Bool(EDITABLE.contains(status)));
    all.put("needs_payment", new JsonValue.Bool(payable && costs));
    all.put("needs_processing", new JsonValue.Bool(hasLines));
    all.put("_links", links(root + "wp-json/wc/v3/orders"));
  }

  private JsonValue.Obj links(String collection) {
    return ShopAnswer.obj("self", link(collection + "/" + id), "collection", link(collection));
  }

  private static JsonValue link(String href) {
    return new JsonValue.Arr(List.of(ShopAnswer.obj("href", ShopAnswer.text0(href))));
  }

  private static void date(
      Map<String, JsonValue> all, String name, @Nullable Instant time, ZoneId zone) {
    all.put(name, text(time, zone));
    all.put(name + "_gmt", text(time, ZoneOffset.UTC));
  }

  static JsonValue text(@Nullable Instant time, ZoneId zone) {
    return time == null
        ? new JsonValue.Null()
        : ShopAnswer.text0(SECONDS.format(LocalDateTime.ofInstant(time, zone)));
  }
}
