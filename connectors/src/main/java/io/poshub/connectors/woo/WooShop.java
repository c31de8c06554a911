package io.poshub.connectors.woo;

import io.poshub.protocol.json.JsonValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One shop's API, call by call. Virtual threads: it blocks. */
public final class WooShop {
  /** The most a shop gives at once. */
  public static final int PAGE_MAX_ORDERS = 100;

  /** Under this name an order at the shop says where the hub has it. */
  public static final String STATUS_META = "pos_hub_status";

  private static final String API = "/wp-json/wc/v3";
  private static final String ORDERS = API + "/orders";
  private static final String WEBHOOKS = API + "/webhooks";

  /** Bare digits: beside {@code dates_are_gmt} any suffix would move the window by hours. */
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final WooClient client;
  private final Store store;

  public WooShop(WooClient client, Store store) {
    this.client = client;
    this.store = store;
  }

  public WooAnswer index() {
    return client.get(store, "/wp-json/", Map.of());
  }

  public WooAnswer systemStatus() {
    return client.get(store, API + "/system_status", Map.of());
  }

  public WooAnswer currency() {
    return client.get(store, API + "/data/currencies/current", Map.of());
  }

  /** Changes nothing, but only somebody who may change is answered well. */
  public WooAnswer mayWrite() {
    return client.send(store, "POST", ORDERS + "/batch", Map.of(), new JsonValue.Obj(Map.of()));
  }

  /**
   * Orders changed after a second, in the order of their changes.
   *
   * @param until up to but without this second; null for no end
   */
  public WooAnswer changedAfter(Instant after, @Nullable Instant until, boolean byId, int page) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("status", "any,trash");
    query.put("orderby", byId ? "id" : "modified");
    query.put("order", "asc");
    query.put("per_page", Integer.toString(PAGE_MAX_ORDERS));
    query.put("page", Integer.toString(page));
    query.put("modified_after", digits(after));
    if (until != null) {
      query.put("modified_before", digits(until));
    }
    query.put("dates_are_gmt", "true");
    return client.get(store, ORDERS, query);
  }

  /** Those of some orders that are in any list. */
  public WooAnswer orders(Collection<String> ids) {
    return client.get(
        store,
        ORDERS,
        Map.of(
            "include",
            String.join(",", ids),
            "status",
            "any,trash",
            "orderby",
            "id",
            "per_page",
            Integer.toString(PAGE_MAX_ORDERS)));
  }

  public WooAnswer order(String id) {
    return client.get(store, ORDERS + "/" + id, Map.of());
  }

  /**
   * Tells the shop where the hub has an order. One order a call: a batch would take a status that
   * the shop does not know for another one.
   *
   * @param status the shop's word; null to leave it
   */
  public WooAnswer tell(String id, @Nullable String status, String hubStatus) {
    JsonValue meta = object(Map.of("key", STATUS_META, "value", hubStatus));
    Map<String, JsonValue> wish = new LinkedHashMap<>();
    if (status != null) {
      wish.put("status", new JsonValue.Text(status));
    }
    wish.put("meta_data", new JsonValue.Arr(List.of(meta)));
    return client.send(store, "PUT", ORDERS + "/" + id, Map.of(), new JsonValue.Obj(wish));
  }

  public WooAnswer webhooks() {
    return client.get(store, WEBHOOKS, Map.of("per_page", Integer.toString(PAGE_MAX_ORDERS)));
  }

  public WooAnswer createWebhook(String topic, String url, String secret) {
    JsonValue hook =
        object(
            Map.of(
                "name", "POS hub " + topic,
                "topic", topic,
                "delivery_url", url,
                "secret", secret,
                "status", "active"));
    return client.send(store, "POST", WEBHOOKS, Map.of(), hook);
  }

  public WooAnswer activateWebhook(long id, String secret) {
    return client.send(
        store,
        "PUT",
        WEBHOOKS + "/" + id,
        Map.of(),
        object(Map.of("status", "active", "secret", secret)));
  }

  public WooAnswer deleteWebhook(long id) {
    return client.send(store, "DELETE", WEBHOOKS + "/" + id, Map.of("force", "true"), null);
  }

  private static String digits(Instant time) {
    return SECONDS.format(
        LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
  }

  private static JsonValue object(Map<String, String> texts) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    texts.forEach((name, value) -> members.put(name, new JsonValue.Text(value)));
    return new JsonValue.Obj(members);
  }
}
