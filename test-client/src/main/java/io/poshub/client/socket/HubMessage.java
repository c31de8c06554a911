package io.poshub.client.socket;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message of the hub as a terminal reads it. */
public sealed interface HubMessage {
  int WORD_MAX_CHARS = 256;
  int MAX_HEARTBEAT_S = 3_600;
  long MAX_RECONNECT_MS = Duration.ofHours(1).toMillis();

  record Welcome(Position head, long after, boolean resumed, Duration heartbeat)
      implements HubMessage {}

  record Reset(Position head) implements HubMessage {}

  record CaughtUp(long seq) implements HubMessage {}

  record Reconnect(Duration delay, String reason) implements HubMessage {}

  /** An event, of a known type or of one that a newer hub has added. */
  record Event(String type, String id, long seq, String tenant, Instant time, JsonValue data)
      implements HubMessage {}

  /** A heartbeat, or a kind of message this client does not know and need not. */
  record Other() implements HubMessage {}

  static Parsed<HubMessage> parse(String text) {
    try {
      return read(Json.parse(text));
    } catch (MalformedJsonException e) {
      return new Parsed.Bad<>("the hub sent something that is not JSON");
    }
  }

  /** Reads a message, or an event out of a page of them. */
  static Parsed<HubMessage> read(JsonValue value) {
    try {
      Fields fields = Fields.of(value);
      HubMessage message = message(fields.text("type", WORD_MAX_CHARS), fields, value);
      fields.check();
      return new Parsed.Ok<>(message);
    } catch (InvalidFieldsException e) {
      return new Parsed.Bad<>("the hub sent a message that is not as agreed: " + e.errors());
    }
  }

  private static HubMessage message(String type, Fields fields, JsonValue value) {
    return switch (type) {
      case "welcome" ->
          new Welcome(
              position(fields),
              fields.integer("after", 0, Long.MAX_VALUE),
              fields.flag("resumed", false),
              Duration.ofSeconds(fields.integer("heartbeat_s", 1, MAX_HEARTBEAT_S)));
      case "reset" -> new Reset(position(fields));
      case "caught_up" -> new CaughtUp(fields.integer("seq", 0, Long.MAX_VALUE));
      case "reconnect" ->
          new Reconnect(
              Duration.ofMillis(fields.integer("in_ms", 0, MAX_RECONNECT_MS)),
              JsonText.at(value, "reason", ""));
      default -> fields.has("seq") && fields.has("data") ? event(type, fields) : new Other();
    };
  }

  private static Position position(Fields fields) {
    return new Position(
        fields.text("epoch", WORD_MAX_CHARS), fields.integer("seq", 0, Long.MAX_VALUE));
  }

  private static Event event(String type, Fields fields) {
    JsonValue data = fields.optionalAny("data");
    return new Event(
        type,
        fields.text("id", WORD_MAX_CHARS),
        fields.integer("seq", 1, Long.MAX_VALUE),
        fields.text("tenant", WORD_MAX_CHARS),
        time(fields),
        data == null ? new JsonValue.Null() : data);
  }

  private static Instant time(Fields fields) {
    @Nullable String text = fields.text("time", WORD_MAX_CHARS);
    return fields.parsed("time", Times.parse(text), Instant.EPOCH);
  }
}
