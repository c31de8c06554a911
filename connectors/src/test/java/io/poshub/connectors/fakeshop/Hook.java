package io.poshub.connectors.fakeshop;

import io.poshub.protocol.json.JsonValue;

/** A webhook of the shop. */
record Hook(
    long id, String name, String topic, String url, String secret, String status, int failures) {

  Hook with(String newStatus, int newFailures) {
    return new Hook(id, name, topic, url, secret, newStatus, newFailures);
  }

  String event() {
    return topic.substring(topic.indexOf('.') + 1);
  }

  JsonValue.Obj json() {
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
        ShopAnswer.text0(url));
  }
}
