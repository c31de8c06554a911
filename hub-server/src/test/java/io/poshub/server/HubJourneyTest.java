package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.terminal.PosTerminal;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalSettings;
import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What happens in a shop's day, through the whole hub: real sockets, real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubJourneyTest {
  private static final String SOUP =
      """
      {"source":"web","items":[{"name":"Soup","quantity":"1","unit_price":"6.50"}],"total":"6.50"}
      """;

  private final RunningHub hub;

  HubJourneyTest() throws Exception {
    this.hub = RunningHub.start();
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void anOrderReachesEveryTillOfItsTenantAndNobodyElse() throws Exception {
    Map<String, String> keys = hub.newTenant("bistro");
    Map<String, String> others = hub.newTenant("bakery");
    try (TestSocket one = open("bistro", keys, "?terminal=one");
        TestSocket two = open("bistro", keys, "");
        TestSocket stranger = open("bakery", others, "")) {
      one.until("caught_up");
      two.until("caught_up");
      stranger.until("caught_up");

      assertThat(order("bistro", keys).status()).isEqualTo(201);

      assertThat(one.next()).contains("\"type\":\"new_order\"", "\"seq\":1,", "Soup");
      assertThat(two.next()).contains("\"type\":\"new_order\"");
      assertThat(order("bakery", others).status()).isEqualTo(201);
      assertThat(stranger.next()).contains("\"tenant\":\"bakery\"");
      assertThat(one.isQuiet()).isTrue();
    }
  }

  @Test
  void aTillThatWasAwayGetsWhatItMissedFromWhereItAcknowledged() throws Exception {
    Map<String, String> keys = hub.newTenant("diner");
    try (TestSocket till = open("diner", keys, "?terminal=till")) {
      till.until("caught_up");
      order("diner", keys);
      till.until("\"seq\":1,");
      till.send("{\"type\":\"ack\",\"seq\":1}");
    }
    order("diner", keys);
    order("diner", keys);

    Eventually.passes(() -> {
      try (TestSocket till = open("diner", keys, "?terminal=till")) {
        List<String> frames = till.until("caught_up");
        assertThat(frames.getFirst()).contains("\"resumed\":true", "\"after\":1");
        assertThat(frames).hasSize(4);
        assertThat(frames.get(1)).contains("\"seq\":2,");
        assertThat(frames.get(2)).contains("\"seq\":3,");
      }
    });
  }

  @Test
  void aPositionThatCannotBeContinuedIsAReset() throws Exception {
    Map<String, String> keys = hub.newTenant("reset");
    order("reset", keys);
    try (TestSocket ahead = open("reset", keys, "?after=7");
        TestSocket other = open("reset", keys, "?after=0&epoch=other")) {
      for (TestSocket socket : List.of(ahead, other)) {
        List<String> frames = socket.until("caught_up");
        assertThat(frames).hasSize(3);
        assertThat(frames.getFirst()).contains("\"resumed\":false", "\"after\":1");
        assertThat(frames.get(1)).contains("\"type\":\"reset\"", "/api/reset/orders/pending");
      }
      order("reset", keys);
      assertThat(ahead.next()).contains("\"seq\":2,");
    }
    Answer expired =
        hub.call("reset", keys.getOrDefault("terminal", ""), "GET", "/events?after=99", null);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.code()).isEqualTo("events_expired");
  }

  @Test
  void aFilterLeavesOutTheOtherEvents() throws Exception {
    Map<String, String> keys = hub.newTenant("filter");
    try (TestSocket cards = open("filter", keys, "?events=gift_card_purchased,loyalty_updated")) {
      cards.until("caught_up");
      order("filter", keys);
      hub.call(
          "filter",
          platform(keys),
          "POST",
          "/gift-cards",
          "{\"amount\":\"10\",\"code\":\"FILTER01\"}");

      assertThat(cards.next()).contains("gift_card_purchased", "\"seq\":2,");
    }
  }

  @Test
  void aRevokedKeyIsRefusedAndItsSocketsEnd() throws Exception {
    Map<String, String> keys = hub.newTenant("revoked");
    Answer issued =
        hub.call(
            "revoked", admin(keys), "POST", "/keys", "{\"role\":\"terminal\",\"name\":\"lost\"}");
    String secret = ((JsonValue.Text) issued.at("secret")).value();
    String id = RunningHub.text((JsonValue.Obj) issued.at("key"), "id");
    try (TestSocket socket = open("revoked", Map.of("terminal", secret), "")) {
      socket.until("caught_up");

      assertThat(hub.call("revoked", admin(keys), "DELETE", "/keys/" + id, null).status())
          .isEqualTo(204);

      assertThat(socket.closeCode()).isEqualTo(4401);
      assertThat(hub.call("revoked", secret, "GET", "/health", null).status()).isEqualTo(401);
      assertThat(hub.call("revoked", terminal(keys), "GET", "/health", null).status())
          .isEqualTo(200);
    }
  }

  @Test
  void whatOneNodeWritesTheOtherNodesTillsReceiveAndKeysEndEverywhere() throws Exception {
    Map<String, String> keys = hub.newTenant("nodes");
    try (RunningHub other = hub.another();
        TestSocket there =
            TestSocket.open(
                other.http(),
                other.webSocket("/ws/pos/nodes"),
                Map.of("X-API-Key", terminal(keys)))) {
      there.until("caught_up");
      for (int i = 0; i < 20; i++) {
        order("nodes", keys);
      }
      List<String> frames = there.until("\"seq\":20,");
      assertThat(frames).hasSize(20);
      for (int i = 0; i < 20; i++) {
        assertThat(frames.get(i)).contains("\"seq\":" + (i + 1) + ",");
      }

      hub.operator("PATCH", "/admin/tenants/nodes", "{\"active\":false}");

      assertThat(there.closeCode()).isEqualTo(4403);
      assertThat(order("nodes", keys).code()).isEqualTo("tenant_deactivated");
    }
  }

  @Test
  void theSameTerminalAgainTakesTheOlderOnesPlace() throws Exception {
    Map<String, String> keys = hub.newTenant("twice");
    try (TestSocket older = open("twice", keys, "?terminal=till")) {
      older.until("caught_up");
      try (TestSocket newer = open("twice", keys, "?terminal=till")) {
        newer.until("caught_up");
        assertThat(older.closeCode()).isEqualTo(4409);
        order("twice", keys);
        assertThat(newer.next()).contains("new_order");
      }
    }
  }

  @Test
  void aBrowserOpensASocketWithATicketFromAnAllowedPage() throws Exception {
    Map<String, String> keys = hub.newTenant("browser");
    Answer ticket = hub.call("browser", terminal(keys), "POST", "/ws-tickets", null);
    assertThat(ticket.status()).isEqualTo(201);
    URI uri =
        hub.webSocket("/ws/pos/browser?ticket=" + ((JsonValue.Text) ticket.at("ticket")).value());

    assertThat(
            TestSocket.refused(hub.http(), uri, Map.of("Origin", "https://evil.example"))
                .statusCode())
        .isEqualTo(403);
    try (TestSocket socket =
        TestSocket.open(hub.http(), uri, Map.of("Origin", "https://shop.example"))) {
      assertThat(socket.next()).contains("welcome");
    }
    assertThat(TestSocket.refused(hub.http(), uri, Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void aLongPollHearsOfAnEventAtOnce() throws Exception {
    Map<String, String> keys = hub.newTenant("polling");
    List<Answer> polled = new CopyOnWriteArrayList<>();
    Thread poll =
        Thread.startVirtualThread(() -> {
          try {
            polled.add(hub.call("polling", terminal(keys), "GET", "/events?after=0&wait=20", null));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    order("polling", keys);
    poll.join();

    assertThat(polled).hasSize(1);
    assertThat(polled.getFirst().body()).contains("new_order", "\"seq\":1");
  }

  @Test
  void aTillsLibraryFollowsThroughARestartOfTheHub(@TempDir Path folder) throws Exception {
    try (RunningHub restarting = RunningHub.start()) {
      Map<String, String> keys = restarting.newTenant("library");
      List<Long> seqs = new CopyOnWriteArrayList<>();
      TerminalListener listener =
          new TerminalListener() {
            @Override
            public void onEvent(TerminalEvent event) {
              seqs.add(event.seq());
            }
          };
      Path state = folder.resolve("till.json");
      try (PosTerminal till = new PosTerminal(settings(restarting, keys, state), listener)) {
        till.connect();
        Eventually.holds("connected", () -> live(restarting, keys) == 1);
        restarting.call("library", platform(keys), "POST", "/orders", SOUP);
        Eventually.holds("the first event", () -> seqs.contains(1L));
      }
      restarting.call("library", platform(keys), "POST", "/orders", SOUP);
      restarting.restart();
      try (PosTerminal till = new PosTerminal(settings(restarting, keys, state), listener)) {
        till.connect();
        restarting.call("library", platform(keys), "POST", "/orders", SOUP);
        Eventually.holds("all events", () -> seqs.contains(3L));
      }
      assertThat(seqs).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void theMetricsPageShowsWhatOperatorsWatch() throws Exception {
    Map<String, String> keys = hub.newTenant("scraped");
    try (TestSocket socket = open("scraped", keys, "")) {
      socket.until("caught_up");
      order("scraped", keys);
      socket.next();

      String page = hub.send("GET", "/metrics", null, Map.of()).body();

      assertThat(page)
          .contains(
              "hub_connections{tenant_class=\"small\"}",
              "hub_events_total{type=\"new_order\"}",
              "hub_push_latency_seconds_bucket",
              "hub_lane_batch_size",
              "hub_lane_wait_seconds",
              "hub_http_request_seconds",
              "hub_refusals_total{code=",
              "hikaricp_connections",
              "jvm_memory_used_bytes");
    }
  }

  private int live(RunningHub on, Map<String, String> keys) throws Exception {
    JsonValue connections =
        on.call("library", admin(keys), "GET", "/pos-status", null).at("connections");
    return Integer.parseInt(((JsonValue.Num) connections).raw());
  }

  private static TerminalSettings settings(RunningHub on, Map<String, String> keys, Path state) {
    return TerminalSettings.builder(URI.create(on.url()), "library", terminal(keys))
        .terminal("till-1")
        .stateFile(state)
        .build();
  }

  private TestSocket open(String tenant, Map<String, String> keys, String query) throws Exception {
    return TestSocket.open(
        hub.http(),
        hub.webSocket("/ws/pos/" + tenant + query),
        Map.of("X-API-Key", terminal(keys)));
  }

  private Answer order(String tenant, Map<String, String> keys) throws Exception {
    return hub.call(tenant, platform(keys), "POST", "/orders", SOUP);
  }

  private static String terminal(Map<String, String> keys) {
    return keys.getOrDefault("terminal", "");
  }

  private static String platform(Map<String, String> keys) {
    return keys.getOrDefault("platform", "");
  }

  private static String admin(Map<String, String> keys) {
    return keys.getOrDefault("admin", "");
  }
}
