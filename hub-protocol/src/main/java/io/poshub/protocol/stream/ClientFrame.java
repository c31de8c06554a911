package io.poshub.protocol.stream;

import io.poshub.protocol.Parsed;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;

/** The messages a terminal may send. */
public sealed interface ClientFrame {
  int TYPE_MAX_CHARS = 32;

  /** Everything up to {@code seq} has been handled. */
  record Ack(long seq) implements ClientFrame {}

  /** A sign of life as data. */
  record Pong() implements ClientFrame {}

  /** Reads one text message; anything but the two known ones is bad. */
  static Parsed<ClientFrame> parse(byte[] utf8) {
    try {
      JsonValue value = Json.parse(utf8);
      Fields fields = Fields.of(value);
      ClientFrame frame =
          switch (fields.text("type", TYPE_MAX_CHARS)) {
            case "ack" -> new Ack(fields.integer("seq", 0, Long.MAX_VALUE));
            case "pong" -> new Pong();
            default -> throw new InvalidFieldsException("type", "must be ack or pong");
          };
      fields.check();
      return new Parsed.Ok<>(frame);
    } catch (MalformedJsonException | InvalidFieldsException e) {
      return new Parsed.Bad<>("must be {\"type\":\"ack\",\"seq\":N} or {\"type\":\"pong\"}");
    }
  }
}
