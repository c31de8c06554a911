package io.poshub.rest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import io.poshub.testing.Eventually;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pollers are told that nothing has changed without a look at the database, and never wrongly. */
class UnchangedTest {
  private final RestFixture hub = RestFixture.create();
  private final Shop shop = hub.shop("unchanged");
  private final String pending = shop.path("/orders/pending");

  @BeforeEach
  void order() {
    take();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void aPollerThatHasItAllCostsTheDatabaseNothing() {
    for (String path :
        new String[] {pending, shop.path("/orders?limit=5"), shop.path("/events?after=0")}) {
      String tag = polled(path);
      hub.outage.begin(() -> new SQLTransientConnectionException("gone"));
      Answer same = poll(path, tag).expect(304);
      assertThat(same.header("ETag")).isEqualTo(tag);
      assertThat(same.header("Cache-Control")).isEqualTo("private, no-cache");
      assertThat(tag(poll(path, "\"another\"").expect(200))).isEqualTo(tag);
      assertThat(shop.till().get(path).expect(200).body()).isNotEmpty();
      hub.outage.end();
    }
  }

  @Test
  void whoeverWaitsForNewsWaitsAgain() throws Exception {
    String tag = tag(waited(""));

    assertThat(waited(tag).expect(304).header("ETag")).isEqualTo(tag);
  }

  @Test
  void whatIsWrittenIsSeenAtOnce() {
    String tag = polled(pending);
    String id = take();
    String more = tag(poll(pending, tag).expect(200));
    poll(pending, more).expect(304);
    shop.till().post(shop.path("/orders/" + id + "/seen"), "{\"terminal\":\"till\"}").expect(200);

    assertThat(poll(pending, more).expect(200).body()).contains("seen_by");
  }

  @Test
  void aClaimLapsesByItselfSoItIsReadEachTime() {
    String id = take();
    shop.till().post(shop.path("/orders/" + id + "/claim"), "{\"terminal\":\"till\"}").expect(200);
    String tag = polled(pending);
    hub.clock.advance(Duration.ofHours(1));

    assertThat(poll(pending, tag).expect(200).body()).doesNotContain("\"claim\"");
  }

  @Test
  void somebodyElsesWriteIsSeenAfterAWhile() {
    String tag = polled(pending);
    hub.outage.begin(() -> new SQLTransientConnectionException("gone"));
    hub.nanos.addAndGet(Duration.ofSeconds(11).toNanos());

    poll(pending, tag).expect(503);
  }

  @Test
  void whoMayNotAskIsNotToldEither() {
    String tag = polled(pending);
    String other = hub.shop("somebody-else").slug();

    hub.voice(shop.till().key(), other).get(pending, Map.of("if-none-match", tag)).expect(403);
    hub.voice("pos_unknown", shop.slug()).get(pending, Map.of("if-none-match", tag)).expect(401);
  }

  /** What a poll is told that waits in vain. */
  private Answer waited(String tag) throws Exception {
    CompletableFuture<HttpReply> poll =
        shop.till()
            .start(
                "GET",
                shop.path("/events?after=1&wait=20"),
                new byte[0],
                Map.of("if-none-match", tag));
    Eventually.holds("the poll waits", () -> !hub.waiter.waiting.isEmpty());
    hub.waiter.release();
    return Voice.answer(poll);
  }

  /** The tag that a poller has, who has been told once that nothing changed. */
  private String polled(String path) {
    String tag = tag(shop.till().get(path).expect(200));
    poll(path, tag).expect(304);
    return tag;
  }

  private static String tag(Answer answer) {
    return requireNonNull(answer.header("ETag"), "no tag");
  }

  private Answer poll(String path, String tag) {
    return shop.till().get(path, Map.of("if-none-match", tag));
  }

  private String take() {
    return shop.platform()
        .post(
            shop.path("/orders"),
            """
            {"source":"web","items":[{"name":"Soup","quantity":"1","unit_price":"6.50"}],"total":"6.50"}
            """)
        .expect(201)
        .get("order.id");
  }
}
