package io.poshub.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.client.http.HubHttp;
import io.poshub.client.socket.SocketLink;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Position;
import java.net.URI;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSettingsTest {
  private static TerminalSettings.Builder at(String hub) {
    return TerminalSettings.builder(URI.create(hub), "kitchen", "ph_live_secret");
  }

  @Test
  void theSocketsAddressSaysWhereToContinue() {
    TerminalSettings settings =
        at("https://hub.example/pos/")
            .terminal("till-1")
            .events(EnumSet.of(EventType.ORDER_UPDATED, EventType.NEW_ORDER))
            .build();
    assertThat(settings.socketAddress(new Position("a+b", 7)))
        .hasToString(
            "wss://hub.example/pos/ws/pos/kitchen"
                + "?terminal=till-1&after=7&epoch=a%2Bb&events=new_order,order_updated");
    assertThat(at("http://127.0.0.1:9010").build().socketAddress(null))
        .hasToString("ws://127.0.0.1:9010/ws/pos/kitchen");
  }

  @Test
  void theKeyIsNeverShown() {
    assertThat(at("http://127.0.0.1:9010").build().toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "till 1", "till/1", "käse"})
  void aTerminalIdThatTheHubWouldRefuseIsRefusedHere(String id) {
    assertThatThrownBy(() -> at("http://localhost").terminal(id).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://localhost:9010", "localhost", "http:///x"})
  void anAddressThatIsNotHttpIsRefused(String hub) {
    assertThatThrownBy(() -> at(hub).build()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theBoundsFitTogether() {
    // A page of the largest events fits into an answer, and an event into a message.
    assertThat((long) HubCalls.PAGE_ITEMS * (Limits.BODY_MAX_BYTES + 4_096))
        .isLessThan(HubHttp.ANSWER_MAX_BYTES);
    assertThat(SocketLink.MESSAGE_MAX_CHARS).isGreaterThan(2 * Limits.BODY_MAX_BYTES);
    // Acks stay well below what the hub lets a terminal send.
    assertThat(1_000 / Bookkeeping.PAUSE.toMillis() * 2)
        .isLessThanOrEqualTo(Limits.CLIENT_FRAMES_PER_SECOND);
    assertThat(PollSession.SOCKET_RETRY_INTERVAL).isGreaterThan(Limits.EVENTS_MAX_WAIT);
  }
}
