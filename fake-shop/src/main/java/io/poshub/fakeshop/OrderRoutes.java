package io.poshub.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls about orders. */
final class OrderRoutes {
  private static final String INVALID_ID = "woocommerce_rest_shop_order_invalid_id";
  private static final int BATCH_MAX = 100;

  private final ShopStore store;
  private final ZoneId zone;
  private final ShopProfile profile;
  private final InstantSource clock;

  OrderRoutes(ShopStore store, ZoneId zone, ShopProfile profile, InstantSource clock) {
    this.store = store;
    this.zone = zone;
    this.profile = profile;
    this.clock = clock;
  }

  ShopAnswer list(ShopRequest request) {
    ListQuery query;
    try {
      query = ListQuery.of(request, store.statuses(), zone);
    } catch (ListQuery.WrongParam wrong) {
      return wrong.answer();
    }
    ShopStore.Listed listed = store.list(query);
    boolean beyond = listed.page().isEmpty() && query.page() > 1;
    int total = beyond && profile.hasOwnTables() ? 0 : listed.total();
    int pages = (total + query.perPage() - 1) / query.perPage();
    List<JsonValue> shown =
        listed.page().stream().map(order -> fields(order, request, false)).toList();
    ShopAnswer answer =
        ShopAnswer.json(200, new JsonValue.Arr(shown))
            .with("X-WP-Total", Integer.toString(total))
            .with("X-WP-TotalPages", Integer.toString(pages));
    String link = link(request, query.page(), pages);
    return link.isEmpty() ? answer : answer.with("Link", link);
  }

  /** Before and after only; behind the end it even leads to page 0. */
  private static String link(ShopRequest request, int page, int pages) {
    List<String> links = new ArrayList<>();
    String base = "<https://" + request.host() + request.path() + "?status%5B0%5D=any&page=";
    if (page > 1) {
      links.add(base + Math.min(page - 1, pages) + ">; rel=\"prev\"");
    }
    if (page < pages) {
      links.add(base + (page + 1) + ">; rel=\"next\"");
    }
    return String.join(", ", links);
  }

  ShopAnswer get(ShopRequest request, long id) {
    JsonValue order = store.find(id);
    return order == null
        ? ShopAnswer.error(404, INVALID_ID, "no such order")
        : ShopAnswer.json(200, fields(order, request, true));
  }

  ShopAnswer put(ShopRequest request, long id) {
    JsonValue.Obj wish;
    try {
      wish = body(request);
    } catch (MalformedJsonException e) {
      return notJson(request);
    }
    ShopAnswer wrong = wrongWish(wish);
    if (wrong != null) {
      return wrong;
    }
    return store.put(id, wish)
        ? get(request, id)
        : ShopAnswer.error(400, INVALID_ID, "no such order");
  }

  private static ShopAnswer notJson(ShopRequest request) {
    JsonValue.Obj data =
        ShopAnswer.obj(
            "status",
            ShopAnswer.number(400),
            "json_error_code",
            ShopAnswer.number(isUtf8(request.body()) ? 4 : 5),
            "json_error_message",
            ShopAnswer.text0("not JSON"));
    return ShopAnswer.json(
        400,
        ShopAnswer.obj(
            "code",
            ShopAnswer.text0("rest_invalid_json"),
            "message",
            ShopAnswer.text0("not JSON"),
            "data",
            data));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private @Nullable ShopAnswer wrongWish(JsonValue.Obj wish) {
    JsonValue status = wish.members().get("status");
    if (status != null && !(status instanceof JsonValue.Null)) {
      boolean known =
          status instanceof JsonValue.Text(String text) && store.statuses().contains(text);
      if (!known) {
        return ShopAnswer.invalidParam("status", "is not a status");
      }
    }
    JsonValue given = wish.members().get("billing");
    if (given != null && !(given instanceof JsonValue.Obj)) {
      return ShopAnswer.invalidParam("billing", "is not an object");
    }
    return wish.members().get("billing") instanceof JsonValue.Obj billing
            && billing.members().get("email") instanceof JsonValue.Text(String email)
            && !email.contains("@")
        ? ShopAnswer.invalidParam("billing", "is not an e-mail address")
        : null;
  }

  ShopAnswer create(ShopRequest request) {
    try {
      JsonValue.Obj wish = body(request);
      if (wish.members().containsKey("id")) {
        return ShopAnswer.error(400, "woocommerce_rest_shop_order_exists", "there is one");
      }
      ShopAnswer wrong = wrongWish(wish);
      return wrong == null ? located(request, created(wish)) : wrong;
    } catch (MalformedJsonException e) {
      return notJson(request);
    }
  }

  private static ShopAnswer located(ShopRequest request, JsonValue order) {
    String id =
        order instanceof JsonValue.Obj(Map<String, JsonValue> members)
                && members.get("id") instanceof JsonValue.Num(String raw)
            ? raw
            : "";
    return ShopAnswer.json(201, order)
        .with("Location", "https://" + request.host() + request.path() + "/" + id);
  }

  private JsonValue created(JsonValue.Obj wish) {
    // A batch does not check the status: what is unknown becomes pending.
    String status =
        wish.members().get("status") instanceof JsonValue.Text(String text)
                && store.statuses().contains(text)
            ? text
            : "pending";
    Map<String, JsonValue> members = new LinkedHashMap<>(SampleOrders.empty("GBP"));
    members.put("created_via", ShopAnswer.text0("rest-api"));
    List.of("billing", "shipping", "customer_note", "meta_data", "payment_method").stream()
        .filter(wish.members()::containsKey)
        .forEach(
            name -> members.put(name, wish.members().getOrDefault(name, new JsonValue.Null())));
    long id = store.add(null, status, clock.instant(), members);
    JsonValue order = store.find(id);
    return order == null ? new JsonValue.Null() : order;
  }

  ShopAnswer delete(ShopRequest request, long id) {
    if (store.find(id) == null) {
      return ShopAnswer.error(404, INVALID_ID, "no such order");
    }
    if ("true".equals(request.param("force"))) {
      return shown(request, store.delete(id));
    }
    JsonValue before = store.trash(id);
    return before == null
        ? ShopAnswer.error(410, "woocommerce_rest_already_trashed", "it is in the trash")
        : shown(request, before);
  }

  private static ShopAnswer shown(ShopRequest request, @Nullable JsonValue order) {
    return ShopAnswer.json(
        200, fields(order == null ? new JsonValue.Null() : order, request, true));
  }

  /** A batch checks no status: what it does not know becomes pending. */
  ShopAnswer batch(ShopRequest request) {
    JsonValue.Obj wish;
    try {
      wish = body(request);
    } catch (MalformedJsonException e) {
      return notJson(request);
    }
    int count =
        items(wish, "create").size() + items(wish, "update").size() + items(wish, "delete").size();
    if (count > BATCH_MAX) {
      return ShopAnswer.error(413, "woocommerce_rest_request_entity_too_large", "too many");
    }
    if (count == 0) {
      return ShopAnswer.json(200, new JsonValue.Arr(List.of()));
    }
    Map<String, JsonValue> results = new LinkedHashMap<>();
    batch(results, "create", items(wish, "create"), item -> created((JsonValue.Obj) item));
    batch(results, "update", items(wish, "update"), this::batchUpdate);
    batch(results, "delete", items(wish, "delete"), this::batchDelete);
    // Asking for some fields empties the whole answer.
    return request.param("_fields") == null
        ? ShopAnswer.json(200, new JsonValue.Obj(results))
        : ShopAnswer.json(200, new JsonValue.Arr(List.of()));
  }

  private static void batch(
      Map<String, JsonValue> results,
      String name,
      List<JsonValue> items,
      java.util.function.Function<JsonValue, JsonValue> work) {
    if (!items.isEmpty()) {
      results.put(name, new JsonValue.Arr(items.stream().map(work).toList()));
    }
  }

  private JsonValue batchUpdate(JsonValue item) {
    if (!(item instanceof JsonValue.Obj wish)
        || !(wish.members().get("id") instanceof JsonValue.Num(String raw))) {
      return itemError(new JsonValue.Null(), 400);
    }
    long id = Long.parseLong(raw);
    JsonValue status = wish.members().get("status");
    boolean unknown =
        status instanceof JsonValue.Text(String text) && !store.statuses().contains(text);
    JsonValue.Obj done = unknown ? wish.with("status", ShopAnswer.text0("pending")) : wish;
    JsonValue after = store.put(id, done) ? store.find(id) : null;
    return after == null ? itemError(ShopAnswer.number(id), 400) : after;
  }

  private JsonValue batchDelete(JsonValue item) {
    long id = item instanceof JsonValue.Num(String raw) ? Long.parseLong(raw) : 0;
    JsonValue gone = store.delete(id);
    return gone == null ? itemError(ShopAnswer.number(id), 404) : gone;
  }

  private static JsonValue itemError(JsonValue id, int status) {
    return ShopAnswer.obj(
        "id", id, "error", ShopAnswer.errorBody(status, INVALID_ID, "no such order"));
  }

  private static List<JsonValue> items(JsonValue.Obj wish, String name) {
    return wish.members().get(name) instanceof JsonValue.Arr(List<JsonValue> items)
        ? items
        : List.of();
  }

  /** Only JSON and forms count; anything else is passed over. */
  static JsonValue.Obj body(ShopRequest request) throws MalformedJsonException {
    String type = request.headers().getOrDefault("content-type", "");
    if (type.startsWith("application/x-www-form-urlencoded")) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      ShopRequest.parse(new String(request.body(), StandardCharsets.UTF_8))
          .forEach((name, value) -> members.put(name, ShopAnswer.text0(value)));
      return new JsonValue.Obj(members);
    }
    if (request.body().length == 0 || !type.startsWith("application/json")) {
      return new JsonValue.Obj(Map.of());
    }
    return Json.parse(request.body()) instanceof JsonValue.Obj object
        ? object
        : new JsonValue.Obj(Map.of());
  }

  static JsonValue fields(JsonValue order, ShopRequest request, boolean single) {
    String fields = request.param("_fields");
    if (fields == null || !(order instanceof JsonValue.Obj whole)) {
      return order;
    }
    Map<String, JsonValue> kept = new LinkedHashMap<>();
    List<String> wanted = List.of(fields.split(",", -1));
    whole
        .members()
        .forEach((name, value) -> {
          if (wanted.contains(name)) {
            kept.put(name, value);
          }
        });
    if (single) {
      kept.put("_links", new JsonValue.Obj(Map.of()));
    }
    return new JsonValue.Obj(kept);
  }
}
