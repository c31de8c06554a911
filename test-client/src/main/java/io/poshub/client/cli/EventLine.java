package io.poshub.client.cli;

import io.poshub.client.http.JsonText;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event as one line. */
final class EventLine {
  private static final int TYPE_WIDTH = 19;
  private static final int SEQ_WIDTH = 6;

  private EventLine() {}

  /** Time, seq, type and what matters most, with phones masked. */
  static String of(TerminalEvent event) {
    String format = "%s %" + SEQ_WIDTH + "d  %-" + TYPE_WIDTH + "s  %s";
    return Printable.of(
        format
            .formatted(Times.text(event.time()), event.seq(), event.type(), summary(event))
            .stripTrailing());
  }

  static String ofPendingOrder(JsonValue order) {
    return Printable.of("pending  " + order(order));
  }

  /** The event as the hub sent it, on one line. */
  static String json(TerminalEvent event) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", event.type());
    members.put("id", event.id());
    members.put("seq", event.seq());
    members.put("tenant", event.tenant());
    members.put("time", event.time());
    members.put("data", event.data());
    return Json.write(members);
  }

  private static String summary(TerminalEvent event) {
    JsonValue data = event.data();
    return EventType.ofWire(event.type())
        .map(type ->
            switch (type) {
              case NEW_ORDER, ORDER_UPDATED -> order(data);
              case GIFT_CARD_PURCHASED, GIFT_CARD_UPDATED -> giftCard(data);
              case LOYALTY_UPDATED -> loyalty(data);
              case ORDER_OVERDUE ->
                  order(JsonText.find(data, "order"))
                      + ", level "
                      + JsonText.at(data, "level", "?");
              case MODE_CHANGED -> mode(data);
              case SYNC_ALERT -> JsonText.at(data, "message", "?");
            })
        .orElse("");
  }

  private static String order(@Nullable JsonValue order) {
    return "#%s  %s %s  %s"
        .formatted(
            JsonText.at(order, "display_number", "?"),
            JsonText.at(order, "total", "?"),
            JsonText.at(order, "currency", ""),
            JsonText.at(order, "status", "?"));
  }

  private static String giftCard(JsonValue data) {
    JsonValue card = JsonText.find(data, "gift_card");
    return "card ...%s  balance %s %s  %s"
        .formatted(
            JsonText.at(card, "last4", "?"),
            JsonText.at(card, "balance", "?"),
            JsonText.at(card, "currency", ""),
            JsonText.at(card, "status", "?"));
  }

  private static String loyalty(JsonValue data) {
    JsonValue account = JsonText.find(data, "account");
    return "%s  %s points"
        .formatted(masked(JsonText.at(account, "phone", "")), JsonText.at(account, "points", "?"));
  }

  private static String mode(JsonValue data) {
    String delay = JsonText.at(data, "delay_minutes", "0");
    return JsonText.at(data, "mode", "?") + (delay.equals("0") ? "" : ", +" + delay + " min");
  }

  /** Enough to tell two customers apart, not enough to call one. */
  static String masked(String phone) {
    return phone.length() < 8
        ? "***"
        : phone.substring(0, 3) + "***" + phone.substring(phone.length() - 2);
  }
}
