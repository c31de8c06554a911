package io.poshub.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.EventType;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of a socket, byte for byte: clients are written against them. */
class FramesTest {
  private static final Instant TIME = Instant.parse("2026-11-21T18:30:00.125Z");
  private static final Position HEAD = new Position("4f1c2a9b", 42);

  @Test
  void welcome() throws IOException {
    assertGolden("welcome", ServerFrame.Welcome.of("kitchen", "till-1", HEAD, 40, true, 25).json());
    assertGolden(
        "welcome-anonymous", ServerFrame.Welcome.of("kitchen", null, HEAD, 42, false, 25).json());
  }

  @Test
  void resetCaughtUpHeartbeatReconnect() throws IOException {
    assertGolden("reset", ServerFrame.Reset.of("kitchen", HEAD).json());
    assertGolden("caught-up", ServerFrame.CaughtUp.at(42).json());
    assertGolden("heartbeat", ServerFrame.Heartbeat.at(42, TIME).json());
    assertGolden("reconnect", ServerFrame.Reconnect.in(1500, "draining").json());
  }

  @Test
  void event() throws IOException, MalformedJsonException {
    StreamEvent event =
        new StreamEvent(
            "kitchen",
            EventType.NEW_ORDER,
            "019ab3de-0000-7000-8000-000000000001",
            43,
            TIME,
            "{\"id\":\"o\"}");

    assertGolden("event", event.json());
    assertThat(Json.canonical(Json.parse(Json.write(event))))
        .isEqualTo(Json.canonical(Json.parse(event.json())));
  }

  @Test
  void acksAndPongsAreUnderstood() {
    assertThat(parse("{\"type\":\"ack\",\"seq\":7}"))
        .isEqualTo(new Parsed.Ok<>(new ClientFrame.Ack(7)));
    assertThat(parse("{\"type\":\"pong\"}")).isEqualTo(new Parsed.Ok<>(new ClientFrame.Pong()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ack",
        "{}",
        "{\"type\":\"ack\"}",
        "{\"type\":\"ack\",\"seq\":-1}",
        "{\"type\":\"ack\",\"seq\":\"7\"}",
        "{\"type\":\"ack\",\"seq\":1.5}",
        "{\"type\":\"hello\"}",
        "{\"type\":7}",
        "[]",
        "null"
      })
  void anythingElseIsBad(String text) {
    assertThat(parse(text)).isInstanceOf(Parsed.Bad.class);
  }

  private static Parsed<ClientFrame> parse(String text) {
    return ClientFrame.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertGolden(String name, String frame) throws IOException {
    try (InputStream file = FramesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      String golden =
          new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(frame).isEqualTo(golden.strip());
    }
  }
}
