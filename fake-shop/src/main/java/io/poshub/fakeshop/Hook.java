package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A webhook of the shop. */
record Hook(
    long id,
    String name,
    String topic,
    String url,
    String secret,
    String status,
    int failures,
    Instant created,
    @Nullable Instant modified) {

  Hook with(String newStatus, int newFailures) {
    return new Hook(id, name, topic, url, secret, newStatus, newFailures, created, modified);
  }

  Hook touched(Instant now) {
    return new Hook(id, name, topic, url, secret, status, failures, created, now);
  }

  String event() {
    return topic.substring(topic.indexOf('.') + 1);
  }

  JsonValue.Obj json(ZoneId zone) {
    return ShopAnswer.obj(
        "id",
        ShopAnswer.number(id),
        "name",
        ShopAnswer.text0(name),
        "status",
        ShopAnswer.text0(status),
        "topic",
        ShopAnswer.text0(topic),
        "resource",
        ShopAnswer.text0(topic.substring(0, topic.indexOf('.'))),
        "event",
        ShopAnswer.text0(event()),
        "delivery_url",
        ShopAnswer.text0(url),
        "date_created",
        ShopOrder.text(created, zone),
        "date_created_gmt",
        ShopOrder.text(created, ZoneOffset.UTC),
        "date_modified",
        ShopOrder.text(modified, zone),
        "date_modified_gmt",
        ShopOrder.text(modified, ZoneOffset.UTC));
  }
}
