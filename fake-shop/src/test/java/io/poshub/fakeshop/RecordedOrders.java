package io.poshub.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The orders a recorded shop had when the recording began, as far as its answers tell: each member
 * as it was first seen. One thread.
 */
final class RecordedOrders {
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T00:00:00Z");

  /** The sample orders were made before anything was recorded. */
  private static final long LAST_SAMPLE_ID = 159;

  /** What a change of an order moves. */
  private static final Set<String> CHANGED =
      Set.of("status", "date_modified", "date_paid", "date_completed", "customer_note");

  private final TreeMap<Long, Map<String, JsonValue>> seen = new TreeMap<>();
  private final Map<Long, Instant> firstSeen = new HashMap<>();
  private final Set<Long> madeByCalls = new HashSet<>();

  void learn(List<Recording> recordings) throws MalformedJsonException {
    for (Recording recording : recordings) {
      boolean ofOrders =
          recording.path().matches(".*/orders(/\\d+|/batch)?(\\?.*)?")
              && recording.status() / 100 == 2;
      if (ofOrders) {
        boolean replayed = LeftOut.reason(recording) == null;
        boolean made = replayed && recording.status() == 201;
        boolean after = recording.name().endsWith("-then-get");
        boolean changed = replayed && (after || !recording.method().equals("GET"));
        collect(recording, recording.body(), made, changed);
      }
      for (JsonValue body : deliveredBodies(recording)) {
        collect(recording, body, false, false);
      }
    }
  }

  static List<JsonValue> deliveredBodies(Recording recording) throws MalformedJsonException {
    List<JsonValue> bodies = new ArrayList<>();
    if (recording.json().members().get("deliveries") instanceof JsonValue.Arr(var all)) {
      for (JsonValue delivery : all) {
        String body =
            new String(
                Base64.getDecoder().decode(Recording.text((JsonValue.Obj) delivery, "bodyBase64")),
                StandardCharsets.UTF_8);
        if (body.startsWith("{")) {
          bodies.add(Json.parse(body));
        }
      }
    }
    return bodies;
  }

  /** What a call has made or changed was not so before it. */
  private void collect(
      Recording recording, @Nullable JsonValue body, boolean made, boolean changed) {
    if (body instanceof JsonValue.Arr(List<JsonValue> items)) {
      items.forEach(item -> collect(recording, item, made, changed));
    } else if (body instanceof JsonValue.Obj order) {
      collect(recording, order.members().get("create"), true, true);
      collect(recording, order.members().get("update"), false, true);
      collect(recording, order.members().get("delete"), false, false);
      boolean isOrder = !order.members().containsKey("error");
      if (isOrder && order.members().get("id") instanceof JsonValue.Num(String raw)) {
        remember(recording, Long.parseLong(raw), order, made, changed);
      }
    }
  }

  private void remember(
      Recording recording, long id, JsonValue.Obj order, boolean made, boolean changed) {
    if (made && !seen.containsKey(id)) {
      madeByCalls.add(id);
    }
    firstSeen.putIfAbsent(id, recording.madeAt());
    Map<String, JsonValue> members = seen.computeIfAbsent(id, _ -> new LinkedHashMap<>());
    order
        .members()
        .forEach((name, value) -> {
          boolean moved =
              changed
                  && CHANGED.contains(name.replace("_gmt", ""))
                  && !isOld(value, recording.madeAt());
          if (!moved) {
            members.putIfAbsent(name, value);
          }
        });
  }

  /** A time from before a call was there before the call. */
  private static boolean isOld(JsonValue value, Instant call) {
    return value instanceof JsonValue.Text(String text)
        && text.matches("\\d{4}-\\d{2}-\\d{2}T.*")
        && LocalDateTime.parse(text)
            .isBefore(LocalDateTime.ofInstant(call, ZoneOffset.UTC).minusHours(1));
  }

  /** The orders there were at a moment but for those that replayed calls make. */
  List<ShopOrder> until(Instant moment) {
    List<ShopOrder> orders = new ArrayList<>();
    ShopOrder before = new ShopOrder(1, "pending", LONG_AGO, Map.of());
    for (Map.Entry<Long, Map<String, JsonValue>> one : seen.entrySet()) {
      ShopOrder order = order(one.getKey(), one.getValue(), before);
      boolean late =
          order.id > LAST_SAMPLE_ID
              && firstSeen.getOrDefault(order.id, LONG_AGO).isAfter(moment.plusSeconds(5));
      if (!madeByCalls.contains(order.id) && !order.created.isAfter(moment) && !late) {
        orders.add(order);
      }
      before = order;
    }
    return orders;
  }

  /** Where no time was recorded, the order before tells about when it was. */
  private static ShopOrder order(long id, Map<String, JsonValue> members, ShopOrder before) {
    Map<String, JsonValue> own = new LinkedHashMap<>(SampleOrders.empty("GBP"));
    members.forEach((name, value) -> {
      if ((!CHANGED.contains(name.replace("_gmt", "")) || name.equals("customer_note"))
          && !Set.of("id", "date_created", "date_created_gmt", "_links").contains(name)) {
        own.put(name, value);
      }
    });
    Instant created = time(members.get("date_created_gmt"));
    String status = members.get("status") instanceof JsonValue.Text(String s) ? s : "processing";
    ShopOrder order = new ShopOrder(id, status, created == null ? before.created : created, own);
    Instant modified = time(members.get("date_modified_gmt"));
    order.modified = modified == null ? before.modified : modified;
    order.paid = time(members.get("date_paid_gmt"));
    order.completed = time(members.get("date_completed_gmt"));
    return order;
  }

  /** An order as one answer shows it. */
  static ShopOrder shown(JsonValue.Obj order) {
    long id =
        order.members().get("id") instanceof JsonValue.Num(String raw) ? Long.parseLong(raw) : 0;
    return order(id, order.members(), new ShopOrder(1, "pending", LONG_AGO, Map.of()));
  }

  private static @Nullable Instant time(@Nullable JsonValue digits) {
    return digits instanceof JsonValue.Text(String text)
        ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
        : null;
  }
}
