package io.poshub.client.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.Frames;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubMessageTest {

  private static HubMessage read(String text) {
    if (HubMessage.parse(text) instanceof Parsed.Ok<HubMessage>(HubMessage message)) {
      return message;
    }
    throw new AssertionError("not understood: " + text);
  }

  @Test
  void everyFrameTheHubWritesIsUnderstood() {
    assertThat(read(Frames.welcome(9, 7)))
        .isEqualTo(
            new HubMessage.Welcome(new Position(Frames.EPOCH, 9), 7, true, Duration.ofSeconds(25)));
    assertThat(read(Frames.reset("e2", 3))).isEqualTo(new HubMessage.Reset(new Position("e2", 3)));
    assertThat(read(Frames.caughtUp(9))).isEqualTo(new HubMessage.CaughtUp(9));
    assertThat(read(Frames.reconnect(Duration.ofMillis(1_500))))
        .isEqualTo(new HubMessage.Reconnect(Duration.ofMillis(1_500), "drain"));
    assertThat(read(Frames.event(4))).isInstanceOf(HubMessage.Event.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"welcome\"}",
        "{\"type\":\"caught_up\",\"seq\":-1}",
        "{\"type\":\"reconnect\",\"in_ms\":\"soon\"}",
        "{\"type\":\"new_order\",\"seq\":0,\"id\":\"x\",\"tenant\":\"t\","
            + "\"time\":\"2026-11-21T12:00:00Z\",\"data\":{}}",
        "{\"type\":\"new_order\",\"seq\":1,\"id\":\"x\",\"tenant\":\"t\",\"time\":\"noon\","
            + "\"data\":{}}"
      })
  void whatIsNotAsAgreedIsBad(String text) {
    assertThat(HubMessage.parse(text)).isInstanceOf(Parsed.Bad.class);
  }
}
