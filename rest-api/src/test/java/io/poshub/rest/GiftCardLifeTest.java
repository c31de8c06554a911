package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads, holds, reversals, blocks and adjustments at the door, with every refusal. */
class GiftCardLifeTest {
  private static final String NO_ID = "0198f3a0-0000-7000-8000-000000000000";
  private static final String MISTAKE = "{\"reason\":\"mistake\"}";

  private RestFixture hub;
  private Shop shop;
  private int codes;

  @BeforeEach
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("life");
  }

  @AfterEach
  void close() {
    Answer verified = hub.operator().post("/admin/tenants/life/verify", "{}").expect(200);
    hub.close();
    assertThat(verified.list("differences")).isEmpty();
  }

  @Test
  void aLoadIsAnsweredWithRowAndCardAndMayComeFromThePlatform() {
    String card = sell("10.00");

    Answer loaded =
        shop.platform().post(card + "/load", "{\"amount\":\"5.50\",\"order_id\":\"o1\"}");

    loaded.expect(200);
    assertThat(loaded.at("transaction.type")).isEqualTo("load");
    assertThat(loaded.at("transaction.amount")).isEqualTo("5.50");
    assertThat(loaded.at("transaction.order_id")).isEqualTo("o1");
    assertThat(loaded.at("gift_card.balance")).isEqualTo("15.50");
    shop.till()
        .post(card + "/load", "{\"amount\":\"999999999999.99\"}")
        .expectProblem(409, "balance_limit_exceeded");
    shop.till()
        .post(card + "/load", "{\"amount\":\"1\",\"currency\":\"EUR\"}")
        .expectProblem(422, "currency_mismatch");
  }

  @Test
  void aHoldIsCapturedInPartOnce() {
    String card = sell("10.00");
    Answer held =
        shop.till()
            .post(
                card + "/holds",
                "{\"amount\":\"8\",\"order_id\":\"o7\",\"expires_in_s\":60,\"terminal\":\"t1\"}")
            .expect(201);
    String hold = card + "/holds/" + held.get("hold.id");

    assertThat(held.at("hold.status")).isEqualTo("open");
    assertThat(held.at("hold.amount")).isEqualTo("8.00");
    assertThat(held.at("hold.expires_at")).isEqualTo("2026-11-21T12:01:00.000Z");
    assertThat(held.at("gift_card.available")).isEqualTo("2.00");
    assertThat(held.has("transaction")).isFalse();
    shop.till()
        .post(card + "/holds", "{\"amount\":\"3\"}")
        .expectProblem(409, "insufficient_balance");
    shop.till()
        .post(hold + "/capture", "{\"amount\":\"8.01\"}")
        .expectProblem(409, "amount_exceeds_hold");
    Answer captured = shop.till().post(hold + "/capture", "{\"amount\":\"6\"}").expect(200);
    assertThat(captured.at("hold.status")).isEqualTo("captured");
    assertThat(captured.at("hold.captured_amount")).isEqualTo("6.00");
    assertThat(captured.at("transaction.type")).isEqualTo("capture");
    assertThat(captured.at("transaction.amount")).isEqualTo("-6.00");
    assertThat(captured.at("transaction.held_amount")).isEqualTo("-8.00");
    assertThat(captured.at("transaction.order_id")).isEqualTo("o7");
    assertThat(captured.at("gift_card.balance")).isEqualTo("4.00");
    assertThat(captured.at("gift_card.available")).isEqualTo("4.00");
    shop.till().post(hold + "/capture", "{}").expectProblem(409, "hold_resolved");
    shop.till().post(hold + "/release", "{}").expectProblem(409, "hold_resolved");
    shop.till()
        .post(card + "/holds/" + NO_ID + "/capture", "{}")
        .expectProblem(404, "hold_not_found");
    shop.till().post(card + "/holds/x/release", "{}").expectProblem(404, "hold_not_found");
    shop.till()
        .post(sell("1") + "/holds/" + held.get("hold.id") + "/release", "{}")
        .expectProblem(404, "hold_not_found");
  }

  @Test
  void aHoldIsReleasedWithoutABody() {
    String card = sell("10.00");
    Answer held = shop.till().post(card + "/holds", "{\"amount\":\"8\"}").expect(201);

    Answer released =
        shop.till()
            .call("POST", card + "/holds/" + held.get("hold.id") + "/release", null, Map.of())
            .expect(200);

    assertThat(released.at("hold.status")).isEqualTo("released");
    assertThat(released.at("transaction.amount")).isEqualTo("0.00");
    assertThat(released.at("gift_card.available")).isEqualTo("10.00");
  }

  @Test
  void aHoldLapsesByItself() {
    String card = sell("10.00");
    Answer held =
        shop.till().post(card + "/holds", "{\"amount\":\"20\",\"allow_partial\":true}").expect(201);
    assertThat(held.at("hold.amount")).isEqualTo("10.00");
    hub.clock.advance(Duration.ofMinutes(15));

    assertThat(shop.till().get(card + "/balance").at("available")).isEqualTo("10.00");
    shop.till()
        .post(card + "/holds/" + held.get("hold.id") + "/capture", "{}")
        .expectProblem(409, "hold_expired");
    assertThat(shop.till().get(card + "/transactions").at("transactions.0.reason"))
        .isEqualTo("lapsed");
  }

  @Test
  void aRedemptionIsReversedOnceInPart() {
    String card = sell("10.00");
    Answer paid = shop.till().post(card + "/deduct", "{\"amount\":\"6\"}").expect(200);
    String row = card + "/transactions/" + paid.get("transaction.id");

    shop.till()
        .post(row + "/reverse", "{\"amount\":\"6.01\",\"reason\":\"mistake\"}")
        .expectProblem(409, "amount_exceeds_original");
    Answer reversed =
        shop.till()
            .post(row + "/reverse", "{\"amount\":\"2\",\"reason\":\"order_cancelled\"}")
            .expect(200);
    assertThat(reversed.at("transaction.type")).isEqualTo("reverse");
    assertThat(reversed.at("transaction.amount")).isEqualTo("2.00");
    assertThat(reversed.at("transaction.reason")).isEqualTo("order_cancelled");
    assertThat(reversed.at("transaction.reverses_id")).isEqualTo(paid.get("transaction.id"));
    assertThat(reversed.at("gift_card.balance")).isEqualTo("6.00");
    shop.till().post(row + "/reverse", MISTAKE).expectProblem(409, "already_reversed");
    shop.till()
        .post(card + "/transactions/" + reversed.get("transaction.id") + "/reverse", MISTAKE)
        .expectProblem(409, "not_reversible");
    shop.till()
        .post(card + "/transactions/" + NO_ID + "/reverse", MISTAKE)
        .expectProblem(404, "transaction_not_found");
    shop.till().post(row + "/reverse", "{}").expectInvalid("reason");
    shop.till().post(row + "/reverse", "{\"reason\":\"lost\"}").expectInvalid("reason");
  }

  @Test
  void aSpentLoadIsNotReversed() {
    String card = sell("1.00");
    Answer loaded = shop.till().post(card + "/load", "{\"amount\":\"5\"}").expect(200);
    shop.till().post(card + "/deduct", "{\"amount\":\"3\"}").expect(200);

    Answer refused =
        shop.till()
            .post(card + "/transactions/" + loaded.get("transaction.id") + "/reverse", MISTAKE);

    refused.expectProblem(409, "insufficient_balance");
    assertThat(refused.at("available")).isEqualTo("3.00");
  }

  @Test
  void blockingAndDeactivatingAreTheAdminsAndAnsweredWithTheCard() {
    String card = sell("10.00");
    Answer blocked = shop.admin().post(card + "/block", "{\"reason\":\"lost\"}").expect(200);
    assertThat(blocked.at("gift_card.status")).isEqualTo("blocked");
    assertThat(blocked.has("transaction")).isFalse();
    shop.till().post(card + "/deduct", "{\"amount\":1}").expectProblem(409, "gift_card_blocked");
    shop.till().post(card + "/holds", "{\"amount\":1}").expectProblem(409, "gift_card_blocked");
    assertThat(shop.admin().post(card + "/unblock", "{}").expect(200).at("gift_card.status"))
        .isEqualTo("active");
    Answer inactive =
        shop.admin().post(card + "/deactivate", "{\"reason\":\"stolen\"}").expect(200);
    assertThat(inactive.at("gift_card.status")).isEqualTo("inactive");
    assertThat(inactive.at("gift_card.balance")).isEqualTo("10.00");
    shop.admin().post(card + "/unblock", "{}").expectProblem(409, "gift_card_inactive");
    shop.admin()
        .post(card + "/block", "{\"reason\":\"lost\"}")
        .expectProblem(409, "gift_card_inactive");
    shop.till().post(card + "/load", "{\"amount\":1}").expectProblem(409, "gift_card_inactive");
    shop.admin()
        .post(card + "/adjust", "{\"amount\":\"-1\",\"reason\":\"other\"}")
        .expectProblem(409, "gift_card_inactive");
    shop.admin().post(card + "/block", "{\"reason\":\"refund\"}").expectInvalid("reason");
  }

  @Test
  void anAdjustmentTakesASign() {
    String card = sell("10.00");

    Answer down =
        shop.admin()
            .post(card + "/adjust", "{\"amount\":\"-2.50\",\"reason\":\"correction\"}")
            .expect(200);
    assertThat(down.at("transaction.amount")).isEqualTo("-2.50");
    assertThat(down.at("gift_card.balance")).isEqualTo("7.50");
    assertThat(
            shop.admin()
                .post(card + "/adjust", "{\"amount\":2,\"reason\":\"complimentary\"}")
                .expect(200)
                .at("gift_card.balance"))
        .isEqualTo("9.50");
    shop.admin()
        .post(card + "/adjust", "{\"amount\":\"-9.51\",\"reason\":\"other\"}")
        .expectProblem(409, "insufficient_balance");
    for (String wrong : List.of("0", "-0.00", "--1", "-", "+1", "-1.001", "-01")) {
      shop.admin()
          .post(card + "/adjust", "{\"amount\":\"" + wrong + "\",\"reason\":\"other\"}")
          .expectInvalid("amount");
    }
  }

  @Test
  void aPinIsNeededForCallsByCodeAndWrongOnesAreCounted() {
    Answer issued =
        shop.platform()
            .post(
                shop.path("/gift-cards"),
                "{\"amount\":10,\"code\":\"PINNED00001\",\"pin\":\"4711\"}")
            .expect(201);
    String byCode = shop.path("/gift-cards/PINNED00001");
    String byId = shop.path("/gift-cards/" + issued.get("gift_card.id"));

    assertThat(issued.at("gift_card.pin_set")).isEqualTo("true");
    shop.till().get(byCode + "/balance").expectProblem(403, "pin_required");
    shop.till().get(byCode + "/balance", pin("4712")).expectProblem(403, "pin_failed");
    shop.till().get(byCode + "/balance", pin("4711")).expect(200);
    shop.till().get(byId + "/balance").expect(200);
    shop.till().post(byCode + "/deduct", "{\"amount\":1}").expectProblem(403, "pin_required");
    shop.till()
        .post(byCode + "/deduct", "{\"amount\":1,\"pin\":\"0000\"}")
        .expectProblem(403, "pin_failed");
    shop.till().post(byCode + "/deduct", "{\"amount\":1,\"pin\":\"4711\"}").expect(200);
    shop.till().call("POST", byCode + "/deduct", "{\"amount\":1}", pin("4711")).expect(200);
    shop.till().post(byId + "/deduct", "{\"amount\":1}").expect(200);
    shop.till().post(byCode + "/holds", "{\"amount\":1}").expectProblem(403, "pin_required");
    shop.till().post(byCode + "/holds", "{\"amount\":1,\"pin\":\"4711\"}").expect(201);
    String lookup = shop.path("/gift-cards/lookup");
    shop.till().post(lookup, "{\"code\":\"pinned-00001\"}").expectProblem(403, "pin_required");
    assertThat(
            shop.till()
                .post(lookup, "{\"code\":\"pinned-00001\",\"pin\":\"4711\"}")
                .expect(200)
                .at("id"))
        .isEqualTo(issued.get("gift_card.id"));
    for (String wrong : List.of("471", "471147114", "47a1", "")) {
      shop.till()
          .post(byCode + "/deduct", "{\"amount\":1,\"pin\":\"" + wrong + "\"}")
          .expectInvalid("pin");
    }
    for (int i = 0; i < 28; i++) {
      shop.till().get(byCode + "/balance", pin("9999")).expectProblem(403, "pin_failed");
    }
    shop.till().get(byCode + "/balance", pin("4711")).expectProblem(429, "too_many_misses");
    shop.till().post(lookup, "{\"code\":\"PINNED00001\"}").expectProblem(429, "too_many_misses");
    shop.till().get(byId + "/balance").expect(200);
  }

  @Test
  void aLookupFindsTheCardWithoutItsCodeInAUrl() {
    shop.platform()
        .post(shop.path("/gift-cards"), "{\"amount\":10,\"code\":\"LOOKUP0001\"}")
        .expect(201);
    String lookup = shop.path("/gift-cards/lookup");

    assertThat(shop.till().post(lookup, "{\"code\":\"lookup 0001\"}").expect(200).at("balance"))
        .isEqualTo("10.00");
    shop.till().post(lookup, "{\"code\":\"LOOKUP0002\"}").expectProblem(404, "gift_card_not_found");
    shop.till().post(lookup, "{}").expectInvalid("code");
    shop.till().post(lookup, "{\"code\":\"x\"}").expectInvalid("code");
    shop.till().post(lookup, "{\"code\":\"LOOKUP0001\",\"x\":1}").expectInvalid("x");
  }

  @Test
  void theLiabilityStatementAddsUp() {
    String card = sell("10.00");
    shop.till().post(card + "/load", "{\"amount\":5}").expect(200);
    Answer paid = shop.till().post(card + "/deduct", "{\"amount\":4}").expect(200);
    shop.till()
        .post(
            card + "/transactions/" + paid.get("transaction.id") + "/reverse",
            "{\"amount\":1,\"reason\":\"mistake\"}")
        .expect(200);
    shop.admin()
        .post(card + "/adjust", "{\"amount\":\"-2\",\"reason\":\"correction\"}")
        .expect(200);
    hub.clock.advance(Duration.ofDays(1));
    sell("3.00");

    Answer day = shop.admin().get(shop.path("/gift-cards/liability?date=2026-11-21")).expect(200);
    assertThat(day.body())
        .isEqualTo(
            "{\"date\":\"2026-11-21\",\"currency\":\"GBP\",\"opening\":\"0.00\","
                + "\"issued\":\"10.00\",\"loaded\":\"5.00\",\"redeemed\":\"4.00\","
                + "\"reversed\":\"1.00\",\"adjusted\":\"-2.00\",\"expired\":\"0.00\","
                + "\"closing\":\"10.00\",\"cards\":1}");
    Answer next = shop.admin().get(shop.path("/gift-cards/liability")).expect(200);
    assertThat(next.at("date")).isEqualTo("2026-11-22");
    assertThat(next.at("opening")).isEqualTo("10.00");
    assertThat(next.at("closing")).isEqualTo("13.00");
    shop.admin().get(shop.path("/gift-cards/liability?date=2026-11-23")).expectInvalid("date");
    shop.till()
        .get(shop.path("/gift-cards/liability?date=2026-11-21"))
        .expectProblem(403, "forbidden_role");
  }

  @ParameterizedTest
  @CsvSource({
    "platform,/deduct",
    "platform,/holds",
    "platform,/holds/x/capture",
    "platform,/holds/x/release",
    "platform,/transactions/x/reverse",
    "till,/adjust",
    "till,/block",
    "till,/unblock",
    "till,/deactivate",
    "platform,/adjust",
    "platform,/block"
  })
  void othersAreTurnedAway(String who, String path) {
    Voice voice = who.equals("till") ? shop.till() : shop.platform();

    voice.post(sell("1") + path, "{}").expectProblem(403, "forbidden_role");
  }

  @ParameterizedTest
  @CsvSource({"/load", "/holds", "/adjust", "/block", "/deactivate"})
  void typosAreNotSilentlyDropped(String path) {
    shop.admin()
        .post(sell("1") + path, "{\"amount\":1,\"reason\":\"other\",\"ammount\":1}")
        .expectProblem(400, "validation_failed");
  }

  @ParameterizedTest
  @CsvSource({"0", "86401", "-1", "1.5", "'\"60\"'"})
  void aHoldLastsASecondToADay(String seconds) {
    shop.till()
        .post(sell("1") + "/holds", "{\"amount\":1,\"expires_in_s\":" + seconds + "}")
        .expectInvalid("expires_in_s");
  }

  private static Map<String, String> pin(String digits) {
    return Map.of("x-gift-card-pin", digits);
  }

  /** Sells a card and gives its address, by id. */
  private String sell(String amount) {
    Answer issued =
        shop.platform()
            .post(
                shop.path("/gift-cards"),
                "{\"amount\":\"" + amount + "\",\"code\":\"LIFECARD" + codes++ + "\"}")
            .expect(201);
    return shop.path("/gift-cards/" + issued.get("gift_card.id"));
  }
}
