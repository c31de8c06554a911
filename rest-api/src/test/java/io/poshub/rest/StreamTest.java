package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.delivery.Progress;
import io.poshub.engine.terminal.Visit;
import io.poshub.protocol.Position;
import io.poshub.rest.RestFixture.Shop;
import io.poshub.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream over plain HTTP, health, and how terminals are doing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
  private static final String ORDER =
      "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":1,\"unit_price\":1}],\"total\":1}";

  private RestFixture hub;
  private Shop wrong;

  @BeforeAll
  void open() {
    hub = RestFixture.create();
    wrong = hub.shop("stream-wrong");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void eventsAreReadInPages() {
    Shop shop = hub.shop("stream");
    for (int i = 0; i < 3; i++) {
      shop.platform().post(shop.path("/orders"), ORDER).expect(201);
    }

    Answer first = shop.till().get(shop.path("/events?after=0&limit=2")).expect(200);
    assertThat(first.list("events")).hasSize(2);
    assertThat(first.at("events.0.type")).isEqualTo("new_order");
    assertThat(first.at("events.0.seq")).isEqualTo("1");
    assertThat(first.at("events.0.data.status")).isEqualTo("pending");
    assertThat(first.at("seq")).isEqualTo("3");
    assertThat(first.at("has_more")).isEqualTo("true");

    Answer rest =
        shop.till().get(shop.path("/events?after=2&epoch=" + first.get("epoch"))).expect(200);
    assertThat(rest.list("events")).hasSize(1);
    assertThat(rest.at("has_more")).isEqualTo("false");
    assertThat(shop.till().get(shop.path("/events?after=3")).expect(200).list("events")).isEmpty();
  }

  @Test
  void aPositionThatCannotBeContinuedIs410() {
    Shop shop = hub.shop("stream-gone");
    shop.platform().post(shop.path("/orders"), ORDER).expect(201);

    for (String query :
        new String[] {"after=2", "after=0&epoch=other", "after=999999999999999999"}) {
      Answer gone = shop.till().get(shop.path("/events?" + query));
      gone.expectProblem(410, "events_expired");
      assertThat(gone.at("seq")).isEqualTo("1");
      assertThat(gone.get("epoch")).isNotBlank();
    }
  }

  @Test
  void aLongPollAnswersWhenSomethingHappens() throws Exception {
    Shop shop = hub.shop("stream-poll");
    CompletableFuture<HttpReply> poll =
        shop.till().start("GET", shop.path("/events?after=0&wait=25"), new byte[0], Map.of());
    Eventually.holds("the poll waits", () -> !hub.waiter.waiting.isEmpty());
    assertThat(poll).isNotDone();
    assertThat(hub.waiter.lastWait).isEqualTo(Duration.ofSeconds(25));

    shop.platform().post(shop.path("/orders"), ORDER).expect(201);
    hub.waiter.release();

    assertThat(Voice.answer(poll).expect(200).list("events")).hasSize(1);
  }

  @Test
  void aKeyThatIsRevokedDuringALongPollGetsNothingOutOfIt() throws Exception {
    Shop shop = hub.shop("stream-revoked");
    Answer issued = shop.admin().post(shop.path("/keys"), "{\"role\":\"terminal\"}").expect(201);
    CompletableFuture<HttpReply> poll =
        hub.voice(issued.get("secret"), "stream-revoked")
            .start("GET", shop.path("/events?after=0&wait=25"), new byte[0], Map.of());
    Eventually.holds("the poll waits", () -> !hub.waiter.waiting.isEmpty());

    shop.admin().delete(shop.path("/keys/" + issued.get("key.id"))).expect(204);
    shop.platform().post(shop.path("/orders"), ORDER).expect(201);
    hub.waiter.release();

    Voice.answer(poll).expectProblem(401, "unauthenticated");
  }

  @Test
  void aLongPollAnswersWithNothingWhenItsTimeIsOver() throws Exception {
    Shop shop = hub.shop("stream-idle");
    CompletableFuture<HttpReply> poll =
        shop.till().start("GET", shop.path("/events?after=0&wait=1"), new byte[0], Map.of());
    Eventually.holds("the poll waits", () -> !hub.waiter.waiting.isEmpty());

    hub.waiter.release();

    Answer answer = Voice.answer(poll).expect(200);
    assertThat(answer.list("events")).isEmpty();
    assertThat(answer.at("has_more")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x=1|after",
        "after=-1|after",
        "after=x|after",
        "after=|after",
        "after=99999999999999999999|after",
        "after=0&wait=26|wait",
        "after=0&wait=1.5|wait",
        "after=0&wait=-1|wait",
        "after=0&limit=0|limit",
        "after=0&limit=201|limit",
        "after=0&epoch=|epoch",
        "after=0&after=1|after",
      })
  void aWrongReadIsRefusedByField(String query, String field) {
    wrong.till().get(wrong.path("/events?" + query)).expectInvalid(field);
  }

  @Test
  void healthNamesThePosition() {
    Shop shop = hub.shop("stream-health");

    Answer health = shop.platform().get(shop.path("/health")).expect(200);

    assertThat(health.at("status")).isEqualTo("ok");
    assertThat(health.at("tenant")).isEqualTo("stream-health");
    assertThat(health.at("time")).isEqualTo("2026-11-21T12:00:00.000Z");
    assertThat(health.at("version")).isEqualTo("1.2.3");
    assertThat(health.at("websocket")).isEqualTo("/ws/pos/stream-health");
    assertThat(health.at("seq")).isEqualTo("0");
  }

  @Test
  void posStatusJoinsWhatIsRememberedWithWhatIsOpen() {
    Shop shop = hub.shop("stream-status");
    for (int i = 0; i < 3; i++) {
      shop.platform().post(shop.path("/orders"), ORDER).expect(201);
    }
    Instant now = hub.clock.instant();
    var head = hub.eventLog.head("stream-status").orElseThrow();
    var start = new Position(head.epoch(), 0);
    Instant before = now.minusSeconds(60);
    hub.terminals.connected(
        "stream-status", new Visit("till-1", "10.0.0.1", "app/1", now, now), start);
    hub.terminals.connected(
        "stream-status", new Visit("till-2", "10.0.0.2", null, before, before), head);
    hub.engine
        .deliveries()
        .record(
            List.of(
                new Progress(
                    "stream-status",
                    head.epoch(),
                    Map.of("till-1", new Progress.Acked(1, true)),
                    List.of(),
                    now)));
    hub.live.sessions.add(new LiveSession("till-1", "10.0.0.9", now, now, 2L, 12L, "app/2"));
    hub.live.sessions.add(new LiveSession(null, "10.0.0.8", now, now, null, null, null));
    try {
      Answer status = shop.till().get(shop.path("/pos-status")).expect(200);

      assertThat(status.at("connections")).isEqualTo("2");
      assertThat(status.at("orders.pending")).isEqualTo("3");
      assertThat(status.at("orders.oldest_pending_seconds")).isEqualTo("0");
      assertThat(status.at("orders.unseen")).isEqualTo("3");
      assertThat(status.at("orders.undelivered")).isEqualTo("2");
      assertThat(status.at("nodes")).isEqualTo("2");
      assertThat(status.list("terminals")).hasSize(2);
      assertThat(status.at("terminals.0.terminal")).isEqualTo("till-1");
      assertThat(status.at("terminals.0.connected")).isEqualTo("true");
      assertThat(status.at("terminals.0.acked_seq")).isEqualTo("2");
      assertThat(status.at("terminals.0.lag")).isEqualTo("1");
      assertThat(status.at("terminals.0.rtt_ms")).isEqualTo("12");
      assertThat(status.at("terminals.1.terminal")).isEqualTo("till-2");
      assertThat(status.at("terminals.1.connected")).isEqualTo("false");
      assertThat(status.at("terminals.1.lag")).isEqualTo("0");
    } finally {
      hub.live.sessions.clear();
    }
  }

  @Test
  void aTicketIsGoodForItsKey() {
    Shop shop = hub.shop("stream-ticket");

    Answer issued = shop.till().call("POST", shop.path("/ws-tickets"), null, Map.of()).expect(201);

    assertThat(issued.at("expires_at")).isEqualTo("2026-11-21T12:00:30.000Z");
    assertThat(hub.tickets.use(issued.get("ticket")).orElseThrow().tenant())
        .isEqualTo("stream-ticket");
  }

  @Test
  void theDocumentsAreServed() {
    for (String document : new String[] {"/openapi.yaml", "/asyncapi.yaml"}) {
      Answer answer = hub.voice(null, null).get(document).expect(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
      assertThat(answer.body()).contains("3.");
    }
  }
}
