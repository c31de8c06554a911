package io.poshub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.Caller;
import io.poshub.protocol.EventType;
import io.poshub.protocol.tenant.Role;
import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.server.front.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a socket, and what the others are told. */
class UpgradeTest {
  private static final String[] HANDSHAKE = {
    "X-API-Key: " + FrontDoor.KEY,
    "Upgrade: websocket",
    "Connection: keep-alive, Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
  };

  private final FrontDoor hub;

  UpgradeTest() throws Exception {
    this.hub = FrontDoor.open();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void aKeyInEitherHeaderOpensASocket() throws Exception {
    try (RawClient client = hub.client()) {
      client.sendUpgrade(
          FrontDoor.TENANT,
          "?unknown=1&unknown=2",
          "Authorization: bearer " + FrontDoor.KEY,
          "X-Request-Id: upgrade-1");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("X-Request-Id")).isEqualTo("upgrade-1");
      assertThat(client.text())
          .isEqualTo(
              "{\"type\":\"welcome\",\"tenant\":\"kitchen\",\"terminal\":null,\"epoch\":\"e1\","
                  + "\"seq\":0,\"after\":0,\"resumed\":false,\"heartbeat_s\":25}");
      assertThat(client.text()).isEqualTo("{\"type\":\"caught_up\",\"seq\":0}");
    }
  }

  @Test
  void aTicketOpensOneSocket() throws Exception {
    hub.issue("ticket:once", FrontDoor.known(FrontDoor.TENANT, "k1", null));
    try (RawClient first = hub.client();
        RawClient second = hub.client()) {
      first.sendUpgrade(FrontDoor.TENANT, "?ticket=once");
      assertThat(first.answer().status()).isEqualTo(101);
      second.sendUpgrade(FrontDoor.TENANT, "?ticket=once");
      assertThat(second.answer().status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "terminal=",
        "terminal=a%20b",
        "terminal=%ff",
        "terminal=%zz",
        "after=-1",
        "after=x",
        "after=99999999999999999999",
        "after=1&after=2",
        "epoch=%0a",
        "events=new_order,lunch",
        "events=",
        "heartbeat=on",
        "terminal=a&terminal=a"
      })
  void aParameterThatCannotBeIsNamed(String query) throws Exception {
    Answer answer = refused("?" + query, 400, "validation_failed");
    assertThat(answer.body()).contains("\"errors\":[{\"field\":");
  }

  @Test
  void aTerminalNameMayHave64Characters() throws Exception {
    try (RawClient _ = hub.liveSocket("?terminal=" + "t".repeat(64))) {
      assertThat(hub.registry.live(FrontDoor.TENANT)).hasSize(1);
    }
    refused("?terminal=" + "t".repeat(65), 400, "validation_failed");
  }

  @Test
  void whoIsNotAllowedIsToldWhy() throws Exception {
    refused("", 401, "unauthenticated", "X-API-Key: wrong");
    refused("", 401, "unauthenticated", "X-Other: x");
    refused("", 403, "tenant_mismatch", "X-API-Key: " + FrontDoor.KEY, "X-Tenant-ID: another");
    hub.issue("other", FrontDoor.known("another", "k2", null));
    refused("", 403, "tenant_mismatch", "X-API-Key: other");
    hub.issue(
        "off", new AuthResult.Deactivated(new Caller("k3", FrontDoor.TENANT, Role.TERMINAL, null)));
    refused("", 403, "tenant_deactivated", "X-API-Key: off");
    hub.streams.fails(true);
    Answer away = refused("", 503, "unavailable", "X-API-Key: " + FrontDoor.KEY);
    assertThat(away.header("Retry-After")).isNotEmpty();
    assertThat(hub.registry.count()).isZero();
  }

  @Test
  void onlyVersion13IsSpoken() throws Exception {
    for (int missing : List.of(1, 2, 3)) {
      assertUpgradeRequired(without(missing));
    }
    String[] version8 = HANDSHAKE.clone();
    version8[3] = "Sec-WebSocket-Version: 8";
    assertUpgradeRequired(version8);
    assertThat(answerTo("GET", without(4)).status()).isEqualTo(400);
    String[] shortKey = HANDSHAKE.clone();
    shortKey[4] = "Sec-WebSocket-Key: c2hvcnQ=";
    assertThat(answerTo("GET", shortKey).status()).isEqualTo(400);
    assertThat(answerTo("POST", HANDSHAKE).status()).isEqualTo(426);
    assertThat(answerTo("GET", HANDSHAKE).status()).isEqualTo(101);
  }

  @Test
  void aPageOfAnotherOriginIsRefused() throws Exception {
    String key = "X-API-Key: " + FrontDoor.KEY;
    refused("", 403, "origin_not_allowed", key, "Origin: https://evil.example");
    refused("", 403, "origin_not_allowed", key, "Origin: null");
    for (String origin : List.of("http://hub.example", FrontDoor.ALLOWED_ORIGIN)) {
      try (RawClient client = hub.client()) {
        client.sendUpgrade(FrontDoor.TENANT, "", key, "Origin: " + origin);
        assertThat(client.answer().status()).isEqualTo(101);
      }
    }
  }

  @Test
  void aHubThatDrainsOpensNoSocketAndSaysWhenToComeBack() throws Exception {
    hub.serves(false);
    assertThat(refused("", 503, "unavailable", "X-API-Key: wrong").header("Retry-After"))
        .matches("[123]");
  }

  @Test
  void aStormIsToldToComeBackBeforeAnyKeyIsLookedAt() throws Exception {
    try (FrontDoor calm = FrontDoor.withConnectBudget(1)) {
      for (int i = 0; i < 10; i++) {
        calm.socket("").close();
      }
      try (RawClient client = calm.client()) {
        client.sendUpgrade(FrontDoor.TENANT, "", "X-API-Key: wrong");
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"overloaded\"", "\"retryable\":true");
        assertThat(answer.header("Retry-After")).matches("[123]");
      }
      calm.advance(Duration.ofSeconds(1));
      calm.socket("").close();
    }
  }

  @Test
  void anAddressThatOpensTooManySocketsIsRefusedBeforeItsKeyIsLookedAt() throws Exception {
    try (FrontDoor slow = FrontDoor.open(1, 1, 100)) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 11; i++) {
        try (RawClient client = slow.client()) {
          client.sendUpgrade(FrontDoor.TENANT, "", "X-API-Key: wrong");
          Answer answer = client.answer();
          statuses.add(answer.status());
          if (answer.status() == 429) {
            assertThat(answer.header("Retry-After")).isEqualTo("1");
          }
        }
      }
      assertThat(statuses.subList(0, 10)).containsOnly(401);
      assertThat(statuses.getLast()).isEqualTo(429);
      slow.advance(Duration.ofSeconds(1));
      try (RawClient client = slow.socket("")) {
        assertThat(client.text()).contains("welcome");
      }
    }
  }

  @Test
  void aRefusedConnectionMayTryAgain() throws Exception {
    try (RawClient client = hub.client()) {
      client.sendUpgrade(FrontDoor.TENANT, "", "X-API-Key: wrong");
      assertThat(client.answer().status()).isEqualTo(401);
      client.upgrade(FrontDoor.TENANT, "", FrontDoor.KEY);
      assertThat(client.text()).contains("welcome");
    }
  }

  @Test
  void whatIsSentRightBehindTheHandshakeIsNotLost() throws Exception {
    hub.commit(EventType.NEW_ORDER, "{}");
    try (RawClient client = hub.client()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      String head =
          "GET /ws/pos/kitchen?terminal=eager&after=0 HTTP/1.1\r\nHost: hub.example\r\n"
              + String.join("\r\n", HANDSHAKE)
              + "\r\n\r\n";
      all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(RawClient.textFrame("{\"type\":\"ack\",\"seq\":1}"));
      all.writeBytes(RawClient.frame(0x89, new byte[] {7}));
      client.send(all.toByteArray());
      assertThat(client.answer().status()).isEqualTo(101);
      List<RawClient.Frame> frames = new ArrayList<>();
      do {
        frames.add(client.frame());
      } while (frames.getLast().opcode() != 10);
      assertThat(frames.getLast().payload()).containsExactly(7);
      hub.acks.flush();
      assertThat(hub.terminals.find(FrontDoor.TENANT, "eager").orElseThrow().ackedSeq())
          .isEqualTo(1);
    }
  }

  private Answer refused(String query, int status, String code, String... headers)
      throws Exception {
    double before = hub.counted("hub_refusals_total", "code", code);
    String[] sent = headers.length == 0 ? new String[] {"X-API-Key: " + FrontDoor.KEY} : headers;
    try (RawClient client = hub.client()) {
      client.sendUpgrade(FrontDoor.TENANT, query, sent);
      Answer answer = client.answer();
      assertThat(answer.status()).as(query + " " + List.of(sent)).isEqualTo(status);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
      assertThat(hub.counted("hub_refusals_total", "code", code)).isEqualTo(before + 1);
      return answer;
    }
  }

  private void assertUpgradeRequired(String[] headers) throws Exception {
    Answer answer = answerTo("GET", headers);
    assertThat(answer.status()).isEqualTo(426);
    assertThat(answer.header("Upgrade")).isEqualTo("websocket");
    assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
    assertThat(answer.body()).contains("\"code\":\"upgrade_required\"");
  }

  private Answer answerTo(String method, String[] headers) throws Exception {
    try (RawClient client = hub.client()) {
      client.request(method + " /ws/pos/kitchen HTTP/1.1", headers);
      return client.answer();
    }
  }

  private static String[] without(int index) {
    List<String> headers = new ArrayList<>(List.of(HANDSHAKE));
    headers.remove(index);
    return headers.toArray(String[]::new);
  }
}
