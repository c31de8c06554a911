package io.poshub.connectors.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One order as the shop keeps it; changed only under the store's lock. */
final class ShopOrder {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

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
    return new JsonValue.Obj(all);
  }

  private static void date(
      Map<String, JsonValue> all, String name, @Nullable Instant time, ZoneId zone) {
    all.put(name, text(time, zone));
    all.put(name + "_gmt", text(time, ZoneOffset.UTC));
  }

  private static JsonValue text(@Nullable Instant time, ZoneId zone) {
    return time == null
        ? new JsonValue.Null()
        : ShopAnswer.text0(SECONDS.format(LocalDateTime.ofInstant(time, zone)));
  }
}
