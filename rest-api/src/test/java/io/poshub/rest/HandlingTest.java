package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.delivery.Progress;
import io.poshub.engine.terminal.Visit;
import io.poshub.protocol.Position;
import io.poshub.rest.RestFixture.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims, prints, looks and deliveries through the real door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandlingTest {
  private static final String SMALL =
      "\"items\":[{\"name\":\"Tea\",\"quantity\":\"2\",\"unit_price\":\"2.25\"}],\"total\":\"4.50\"";

  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("handling");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aNewOrderSaysThatNobodyHasItYet() {
    Answer order = order();

    assertThat(order.at("order.ack.due_by")).isEqualTo(at(180));
    for (String nothing :
        List.of("delivered_at", "seen_at", "seen_by", "accepted_at", "accepted_by")) {
      assertThat(order.has("order.ack." + nothing)).as(nothing).isTrue();
      assertThat(order.at("order.ack." + nothing)).as(nothing).isNull();
    }
    assertThat(order.has("order.claim")).isFalse();
    assertThat(order.at("order.print.status")).isEqualTo("none");
    assertThat(order.at("order.print.count")).isEqualTo("0");
    assertThat(order.has("order.print.reprint")).isFalse();
  }

  @Test
  void aClaimIsGivenOnceRenewedByItsHolderAndRefusedToOthers() {
    String order = id(order());

    Answer claimed = claim(order, "{\"terminal\":\"t1\"}").expect(200);
    claim(order, "{\"terminal\":\"t2\"}").expectProblem(409, "already_claimed");
    Answer refused = claim(order, "{\"terminal\":\"t2\",\"lease_s\":600}").expect(409);
    Answer renewed = claim(order, "{\"terminal\":\"t1\",\"lease_s\":90}").expect(200);

    assertThat(claimed.at("fence")).isEqualTo("1");
    assertThat(claimed.at("expires_at")).isEqualTo(at(60));
    assertThat(claimed.at("order.claim.terminal")).isEqualTo("t1");
    assertThat(claimed.at("order.claim.fence")).isEqualTo("1");
    assertThat(claimed.at("order.print.status")).isEqualTo("printing");
    assertThat(claimed.at("order.version")).isEqualTo("1");
    assertThat(refused.at("claimed_by")).isEqualTo("t1");
    assertThat(refused.at("expires_at")).isEqualTo(at(60));
    assertThat(renewed.at("fence")).isEqualTo("1");
    assertThat(renewed.at("expires_at")).isEqualTo(at(90));
  }

  @Test
  void aLapsedClaimGoesToTheNextWithAHigherFenceAndTheLateOneIsTold() {
    String order = id(order());
    claim(order, "{\"terminal\":\"t1\",\"lease_s\":1}").expect(200);
    hub.clock.advance(Duration.ofSeconds(1));

    post(order, "printed", "{\"terminal\":\"t1\",\"fence\":1}").expectProblem(409, "stale_fence");
    post(order, "claim/release", "{\"terminal\":\"t1\",\"fence\":1}")
        .expectProblem(409, "stale_fence");
    assertThat(read(order).has("order.claim")).isFalse();
    assertThat(claim(order, "{\"terminal\":\"t2\"}").expect(200).at("fence")).isEqualTo("2");
    post(order, "printed", "{\"terminal\":\"t1\",\"fence\":1}").expectProblem(409, "stale_fence");
  }

  @Test
  void aClaimToldAgainIsTheFirstAnswerWhileItsLeaseLasts() {
    String order = id(order());
    String body = "{\"terminal\":\"t1\",\"lease_s\":10}";
    Answer first = claim(order, body, "claim-live").expect(200);
    hub.clock.advance(Duration.ofSeconds(9));

    Answer again = claim(order, body, "claim-live").expect(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    Answer refused = claim(order, "{\"terminal\":\"t2\"}", "claim-no");
    hub.clock.advance(Duration.ofSeconds(1));
    claim(order, body, "claim-live").expectProblem(409, "stale_fence");
    assertThat(claim(order, "{\"terminal\":\"t2\"}", "claim-no").body()).isEqualTo(refused.body());
  }

  @Test
  void aClaimToldAgainDoesNotLookWonOnceAnotherTerminalHasTheOrder() {
    String order = id(order());
    String body = "{\"terminal\":\"t1\",\"lease_s\":1}";
    claim(order, body, "claim-lost").expect(200);
    hub.clock.advance(Duration.ofSeconds(1));
    assertThat(claim(order, "{\"terminal\":\"t2\"}", "claim-won").expect(200).at("fence"))
        .isEqualTo("2");

    claim(order, body, "claim-lost").expectProblem(409, "stale_fence");
    claim(order, "{\"terminal\":\"t2\"}", "claim-won").expect(200);
    post(order, "printed", "{\"terminal\":\"t2\",\"fence\":2}").expect(200);
    claim(order, "{\"terminal\":\"t2\"}", "claim-won").expectProblem(409, "stale_fence");
  }

  @Test
  void printedIsCountedOnceAndAReprintIsMarked() {
    String order = id(order());
    claim(order, "{\"terminal\":\"t1\"}").expect(200);
    String printed = "{\"terminal\":\"t1\",\"fence\":1}";

    Answer first = post(order, "printed", printed).expect(200);
    post(order, "printed", printed).expect(200);
    Answer again = claim(order, "{\"terminal\":\"t2\"}").expectProblem(409, "already_claimed");
    Answer reprint = post(order, "reprint", "{\"terminal\":\"t2\"}").expect(200);

    assertThat(first.at("order.print")).isEqualTo("{\"status\":\"printed\",\"count\":1}");
    assertThat(again.at("claimed_by")).isEqualTo("t1");
    assertThat(again.body()).contains("\"expires_at\":null");
    assertThat(reprint.at("order.print"))
        .isEqualTo("{\"status\":\"printed\",\"count\":2,\"reprint\":true}");
  }

  @Test
  void aReleasedOrderIsFree() {
    String order = id(order());
    claim(order, "{\"terminal\":\"t1\"}").expect(200);

    Answer released = post(order, "claim/release", "{\"terminal\":\"t1\",\"fence\":1}").expect(200);

    assertThat(released.has("order.claim")).isFalse();
    claim(order, "{\"terminal\":\"t2\"}").expect(200);
  }

  @Test
  void walkInAndClosedOrdersAreNotClaimable() {
    String walkIn =
        id(shop.till().post(shop.path("/orders"), "{\"source\":\"pos\"," + SMALL + "}"));
    String closed = id(order());
    shop.till()
        .patch(shop.path("/orders/" + closed), "{\"status\":\"rejected\",\"reason\":\"busy\"}")
        .expect(200);

    claim(walkIn, "{\"terminal\":\"t1\"}").expectProblem(409, "not_claimable");
    claim(closed, "{\"terminal\":\"t1\"}").expectProblem(409, "not_claimable");
  }

  @Test
  void anOrderThatIsNotThereIsNotHandled() {
    String nobody = "01999999-0000-7000-8000-000000000000";
    for (String call : List.of("claim", "claim/release", "printed", "reprint", "seen")) {
      post(nobody, call, "{\"terminal\":\"t1\",\"fence\":1}").expectProblem(404, "order_not_found");
      post("no-id", call, "{\"terminal\":\"t1\",\"fence\":1}")
          .expectProblem(404, "order_not_found");
    }
    shop.till()
        .get(shop.path("/orders/" + nobody + "/delivery"))
        .expectProblem(404, "order_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claim|{}|terminal",
        "claim|{\"terminal\":7}|terminal",
        "claim|{\"terminal\":\" t1\"}|terminal",
        "claim|{\"terminal\":\"t1\",\"lease_s\":0}|lease_s",
        "claim|{\"terminal\":\"t1\",\"lease_s\":601}|lease_s",
        "claim|{\"terminal\":\"t1\",\"lease_s\":1.5}|lease_s",
        "claim/release|{\"terminal\":\"t1\"}|fence",
        "printed|{\"terminal\":\"t1\"}|fence",
        "printed|{\"terminal\":\"t1\",\"fence\":0}|fence",
        "printed|{\"fence\":1}|terminal",
        "reprint|{}|terminal",
        "seen|{}|terminal",
      })
  void wrongValuesAreNamed(String call, String body, String field) {
    post(id(order()), call, body).expectInvalid(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"claim", "claim/release", "printed", "reprint", "seen"})
  void onlyTillsAndAdminsHandleOrders(String call) {
    String order = id(order());

    shop.platform()
        .post(shop.path("/orders/" + order + "/" + call), "{\"terminal\":\"t1\",\"fence\":1}")
        .expectProblem(403, "forbidden_role");
    shop.platform().get(shop.path("/orders/" + order + "/delivery")).expect(200);
  }

  @Test
  void theFirstLookIsKept() {
    String order = id(order());
    post(order, "seen", "{\"terminal\":\"t1\"}").expect(200);
    long seq = seq();

    Answer second = post(order, "seen", "{\"terminal\":\"t2\"}").expect(200);

    assertThat(second.at("order.ack.seen_by")).isEqualTo("t1");
    assertThat(second.at("order.ack.seen_at")).isEqualTo(at(0));
    assertThat(seq()).isEqualTo(seq);
  }

  @Test
  void deliveryTellsWhoGotItAndWhatTheyDid() {
    Instant now = hub.clock.instant();
    Position head = hub.eventLog.head("handling").orElseThrow();
    String order = id(order());
    hub.terminals.connected("handling", new Visit("d1", null, null, now, now), head);
    hub.engine
        .deliveries()
        .record(
            List.of(
                new Progress(
                    "handling",
                    head.epoch(),
                    Map.of("d1", new Progress.Acked(head.seq() + 1, true)),
                    List.of(new Progress.Sent("d1", head.seq(), head.seq() + 1)),
                    now)));
    post(order, "seen", "{\"terminal\":\"d2\"}").expect(200);
    claim(order, "{\"terminal\":\"d1\"}").expect(200);
    post(order, "printed", "{\"terminal\":\"d1\",\"fence\":1}").expect(200);
    shop.till()
        .patch(shop.path("/orders/" + order), "{\"status\":\"accepted\",\"terminal\":\"d3\"}")
        .expect(200);

    Answer delivery = shop.platform().get(shop.path("/orders/" + order + "/delivery")).expect(200);

    assertThat(delivery.at("order_id")).isEqualTo(order);
    assertThat(delivery.at("sent")).isEqualTo(mark("d1"));
    assertThat(delivery.at("acked")).isEqualTo(mark("d1"));
    assertThat(delivery.at("seen")).isEqualTo(mark("d2"));
    assertThat(delivery.at("accepted")).isEqualTo(mark("d3"));
    assertThat(delivery.at("printed")).isEqualTo(mark("d1"));
    Answer read = read(order);
    assertThat(read.at("order.ack.delivered_at")).isEqualTo(at(0));
    assertThat(read.at("order.ack.accepted_by")).isEqualTo("d3");
  }

  private String mark(String terminal) {
    return "[{\"terminal\":\"" + terminal + "\",\"at\":\"" + at(0) + "\"}]";
  }

  private String at(int secondsFromNow) {
    return hub.clock.instant().plusSeconds(secondsFromNow).toString().replaceFirst("Z$", ".000Z");
  }

  private long seq() {
    return hub.eventLog.head("handling").orElseThrow().seq();
  }

  private Answer order() {
    return shop.platform()
        .post(shop.path("/orders"), "{\"source\":\"web\"," + SMALL + "}")
        .expect(201);
  }

  private Answer read(String orderId) {
    return shop.till().get(shop.path("/orders/" + orderId)).expect(200);
  }

  private Answer claim(String orderId, String body) {
    return post(orderId, "claim", body);
  }

  private Answer claim(String orderId, String body, String key) {
    return shop.till().post(shop.path("/orders/" + orderId + "/claim"), body, key);
  }

  private Answer post(String orderId, String call, String body) {
    return shop.till().post(shop.path("/orders/" + orderId + "/" + call), body);
  }

  private static String id(Answer answer) {
    return answer.get("order.id");
  }
}
