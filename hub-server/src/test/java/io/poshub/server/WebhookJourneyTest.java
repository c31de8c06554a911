package io.poshub.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import io.poshub.testing.HttpTarget;
import io.poshub.testing.HttpTarget.Message;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks and orders that nobody accepts, through whole hubs. */
class WebhookJourneyTest {
  private static final String SOUP =
      """
      {"source":"web","items":[{"name":"Söup","quantity":"1","unit_price":"6.50"}],"total":"6.50"}
      """;
  private static final Pattern TIME = Pattern.compile("\"(?:time|created_at)\":\"([^\"]+)\"");

  /** How late a step may be on a machine that has other work; it is asked for within a second. */
  private static final Duration LATE_MAX = Duration.ofSeconds(3);

  private final RunningHub hub;
  private final HttpTarget target = new HttpTarget();

  WebhookJourneyTest() throws Exception {
    this.hub = RunningHub.start();
  }

  @AfterEach
  void close() {
    hub.close();
    target.close();
  }

  @Test
  void aReceiverVerifiesWithTheStandardsOwnLibraryWhatTheSocketsSee() throws Exception {
    StandardWebhooks.require();
    Map<String, String> keys = hub.newTenant("bistro");
    String secret = webhook("bistro", keys, "new_order");
    try (TestSocket till = open("bistro", keys)) {
      till.until("caught_up");
      order("bistro", keys);

      String frame = till.next();
      Message message = message(0);
      assertThat(message.body()).isEqualTo(frame);
      assertThat(StandardWebhooks.accepts(secret, message)).isTrue();
      Message tampered = new Message(message.headers(), message.body().replace("6.50", "0.01"));
      assertThat(StandardWebhooks.accepts(secret, tampered)).isFalse();
    }
  }

  @Test
  void twoNodesDeliverEachOrderOnce() throws Exception {
    Map<String, String> keys = hub.newTenant("pair");
    webhook("pair", keys, "new_order");
    try (RunningHub other = hub.another()) {
      for (int i = 0; i < 15; i++) {
        order("pair", keys);
        assertThat(other.call("pair", key(keys, "platform"), "POST", "/orders", SOUP).status())
            .isEqualTo(201);
      }
      Eventually.holds("all arrive", () -> target.messages.size() >= 30);
    }

    assertThat(target.messages.stream().map(Message::id).distinct()).hasSize(30);
    assertThat(target.messages).hasSize(30);
  }

  @Test
  void aTargetThatWasDownGetsEverythingAfterARestart() throws Exception {
    Map<String, String> keys = hub.newTenant("again");
    webhook("again", keys, "new_order");
    target.answers(503);
    order("again", keys);
    message(0);
    hub.restart();
    target.answers(204);
    order("again", keys);

    Eventually.passes(
        Duration.ofSeconds(30),
        () -> assertThat(target.messages.stream().map(Message::id).distinct()).hasSize(2));
    Eventually.passes(
        Duration.ofSeconds(30), () -> assertThat(target.messages).hasSizeGreaterThanOrEqualTo(3));
  }

  @Test
  void anOrderThatNobodyAcceptsIsToldOfInTimeOnceAlsoOverARestartAndByTwoNodes() throws Exception {
    Map<String, String> keys = hub.newTenant("slow");
    webhook("slow", keys, "order_overdue");
    settings(
        "slow",
        keys,
        "{\"after_s\":4,\"action\":\"event\"},{\"after_s\":5,\"action\":\"webhook\"}");
    Instant created = time(order("slow", keys).body());
    try (RunningHub other = hub.another()) {
      hub.restart();
      Message message = message(0);
      try (TestSocket till = open("slow", keys, "?after=1")) {
        List<String> overdue =
            till.until("caught_up").stream()
                .filter(frame -> frame.contains("\"type\":\"order_overdue\""))
                .toList();
        assertThat(overdue).singleElement().asString().contains("\"level\":1}");
        assertOnTime(created, Duration.ofSeconds(4), time(overdue.getFirst()));
        assertThat(message.body()).contains("\"level\":2}");
        assertOnTime(created, Duration.ofSeconds(5), time(message.body()));
      }
      assertThat(other.call("slow", key(keys, "terminal"), "GET", "/health", null).body())
          .contains("\"seq\":2,");
    }
    assertThat(target.messages).hasSize(1);
  }

  private static void assertOnTime(Instant created, Duration planned, Instant told) {
    Duration late = Duration.between(created.plus(planned), told);
    System.out.println("told " + late.toMillis() + " ms late");
    assertThat(late).isBetween(Duration.ZERO, LATE_MAX);
  }

  /** The event's own time, or an order's. */
  private static Instant time(String json) {
    Matcher time = TIME.matcher(json);
    if (!time.find()) {
      throw new AssertionError("no time in " + json);
    }
    return Instant.parse(time.group(1));
  }

  private Message message(int index) throws Exception {
    Eventually.holds("a message arrives", () -> target.messages.size() > index);
    return target.messages.get(index);
  }

  private String webhook(String tenant, Map<String, String> keys, String event) throws Exception {
    Answer created =
        hub.call(
            tenant,
            key(keys, "admin"),
            "POST",
            "/webhooks",
            "{\"url\":\"" + target.url() + "\",\"events\":[\"" + event + "\"]}");
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return ((JsonValue.Text) created.at("secret")).value();
  }

  private void settings(String tenant, Map<String, String> keys, String escalation)
      throws Exception {
    Answer answer =
        hub.call(
            tenant,
            key(keys, "admin"),
            "PUT",
            "/settings",
            """
            {"accept_within_s":180,"escalation":[%s],"on_overdue":"keep","mode":"open",
             "busy_delay_minutes":15,"require_idempotency_key":false,"event_retention_days":7,
             "prep_minutes":20,"business_day_ends_at":"00:00"}
            """
                .formatted(escalation));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private Answer order(String tenant, Map<String, String> keys) throws Exception {
    Answer answer = hub.call(tenant, key(keys, "platform"), "POST", "/orders", SOUP);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private static String key(Map<String, String> keys, String role) {
    return requireNonNull(keys.get(role), "no such role");
  }

  private TestSocket open(String tenant, Map<String, String> keys) throws Exception {
    return open(tenant, keys, "");
  }

  private TestSocket open(String tenant, Map<String, String> keys, String query) throws Exception {
    URI uri = hub.webSocket("/ws/pos/" + tenant + query);
    return TestSocket.open(hub.http(), uri, Map.of("X-API-Key", key(keys, "terminal")));
  }
}
