package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An order's meta data as a PUT changes it: a row is found by its id or its key, null deletes it,
 * numbers come back as strings. Pure.
 */
final class MetaData {
  private MetaData() {}

  static JsonValue.Arr merged(@Nullable JsonValue before, JsonValue.Arr wish) {
    Map<String, JsonValue.Obj> rows = new LinkedHashMap<>();
    if (before instanceof JsonValue.Arr(List<JsonValue> items)) {
      items.forEach(item -> rows.put(key(item), (JsonValue.Obj) item));
    }
    for (JsonValue item : wish.items()) {
      if (item instanceof JsonValue.Obj row) {
        put(rows, row);
      }
    }
    return new JsonValue.Arr(List.copyOf(new TreeMap<>(rows).values()));
  }

  private static void put(Map<String, JsonValue.Obj> rows, JsonValue.Obj wish) {
    String key = key(wish);
    JsonValue value = wish.members().getOrDefault("value", new JsonValue.Null());
    if (value instanceof JsonValue.Null) {
      rows.remove(key);
      return;
    }
    JsonValue.Obj row = rows.get(key);
    JsonValue fresh = ShopAnswer.number(nextId(rows));
    JsonValue id = row == null ? fresh : row.members().getOrDefault("id", fresh);
    rows.put(
        key,
        ShopAnswer.obj(
            "id",
            id,
            "key",
            ShopAnswer.text0(key),
            "value",
            value instanceof JsonValue.Num(String raw) ? ShopAnswer.text0(raw) : value));
  }

  private static long nextId(Map<String, JsonValue.Obj> rows) {
    long last = 0;
    for (JsonValue.Obj row : rows.values()) {
      if (row.members().get("id") instanceof JsonValue.Num(String id)) {
        last = Math.max(last, Long.parseLong(id));
      }
    }
    return last + 1;
  }

  private static String key(JsonValue meta) {
    return meta instanceof JsonValue.Obj object
            && object.members().get("key") instanceof JsonValue.Text(String key)
        ? key
        : "";
  }
}
