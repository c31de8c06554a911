package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GiftCardsTest {
  private static final String UNKNOWN_ID = "0198f3a0-0000-7000-8000-000000000000";

  private RestFixture hub;
  private Shop shop;
  private int codes;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("cards");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aCardIsIssuedWithACodeThatIsShownOnce() {
    Answer issued = issue("{\"amount\":\"25.50\"}").expect(201);

    assertThat(issued.get("code")).matches("[A-Z0-9]{16}");
    assertThat(issued.at("gift_card.last4")).isEqualTo(issued.get("code").substring(12));
    assertThat(issued.at("gift_card.balance")).isEqualTo("25.50");
    assertThat(issued.at("gift_card.held")).isEqualTo("0.00");
    assertThat(issued.at("gift_card.available")).isEqualTo("25.50");
    assertThat(issued.at("gift_card.status")).isEqualTo("active");
    assertThat(issued.at("gift_card.pin_set")).isEqualTo("false");
    Answer balance = shop.till().get(card(issued.get("code"), "/balance")).expect(200);
    assertThat(balance.body()).isEqualTo(issued.get("gift_card"));
    assertThat(balance.body()).doesNotContain(issued.get("code"));
  }

  @Test
  void aGivenCodeIsFoundHoweverItIsWritten() {
    issue(
            "{\"amount\":10,\"code\":\"gift-2026 0001\",\"purchaser\":{\"name\":\"A\"},\"recipient\":{\"x\":[1]},\"expires_on\":\"2026-11-21\",\"order_id\":\"o-1\"}")
        .expect(201);

    for (String written :
        List.of("GIFT20260001", "gift20260001", "gift-2026%200001", "Gift%2D20260001")) {
      shop.till().get(card(written, "/balance")).expect(200);
    }
    issue("{\"amount\":10,\"code\":\"GIFT-20260001\"}").expectProblem(409, "gift_card_exists");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|amount",
        "{\"amount\":0}|amount",
        "{\"amount\":\"0.00\"}|amount",
        "{\"amount\":\"-1\"}|amount",
        "{\"amount\":\"+1\"}|amount",
        "{\"amount\":\"1e2\"}|amount",
        "{\"amount\":1e2}|amount",
        "{\"amount\":\".5\"}|amount",
        "{\"amount\":\"05\"}|amount",
        "{\"amount\":\"1.005\"}|amount",
        "{\"amount\":\"1.\"}|amount",
        "{\"amount\":\" 1\"}|amount",
        "{\"amount\":\"1234567890123\"}|amount",
        "{\"amount\":true}|amount",
        "{\"amount\":null}|amount",
        "{\"amount\":\"1\",\"code\":\"SHORT\"}|code",
        "{\"amount\":\"1\",\"code\":\"ABCDEFGHIJKLMNOPQRSTU\"}|code",
        "{\"amount\":\"1\",\"code\":\"ABCDEFG!\"}|code",
        "{\"amount\":\"1\",\"expires_on\":\"2026-11-20\"}|expires_on",
        "{\"amount\":\"1\",\"expires_on\":\"soon\"}|expires_on",
        "{\"amount\":\"1\",\"purchaser\":\"Ann\"}|purchaser",
        "{\"amount\":\"1\",\"amout\":\"2\"}|amout",
        "{\"amount\":\"1\",\"pin\":\"123\"}|pin",
        "{\"amount\":\"1\",\"order_id\":\"x \"}|order_id",
        "{\"amount\":\"1\",\"currency\":7}|currency",
      })
  void aWrongIssueIsRefusedByField(String body, String field) {
    issue(body).expectInvalid(field);
  }

  @Test
  void whoBoughtItMayTakeSoMuchRoomAndNotMore() {
    issue("{\"amount\":1,\"purchaser\":{\"n\":\"" + "x".repeat(3_900) + "\"}}").expect(201);
    issue("{\"amount\":1,\"purchaser\":{\"n\":\"" + "x".repeat(4_000) + "\"}}")
        .expectInvalid("purchaser");
  }

  @Test
  void aDeductionIsAnsweredWithRowAndCard() {
    String code = newCard("20.00");

    Answer paid =
        deduct(
                code,
                "{\"amount\":\"5.25\",\"currency\":\"GBP\",\"order_id\":\"o-1\",\"terminal\":\"till-1\",\"note\":\"n\",\"occurred_at\":\"2026-11-21T11:00:00Z\"}")
            .expect(200);

    assertThat(paid.at("transaction.type")).isEqualTo("redeem");
    assertThat(paid.at("transaction.amount")).isEqualTo("-5.25");
    assertThat(paid.at("transaction.balance_before")).isEqualTo("20.00");
    assertThat(paid.at("transaction.balance_after")).isEqualTo("14.75");
    assertThat(paid.at("transaction.order_id")).isEqualTo("o-1");
    assertThat(paid.at("transaction.occurred_at")).isEqualTo("2026-11-21T11:00:00.000Z");
    assertThat(paid.at("gift_card.balance")).isEqualTo("14.75");
    assertThat(paid.at("remaining_due")).isEqualTo("0.00");
  }

  @Test
  void moreThanThereIsIsRefusedOrTakenInPart() {
    String code = newCard("3.00");

    Answer refused = deduct(code, "{\"amount\":\"5.00\"}");
    refused.expectProblem(409, "insufficient_balance");
    assertThat(refused.at("available")).isEqualTo("3.00");
    assertThat(refused.at("currency")).isEqualTo("GBP");

    Answer part = deduct(code, "{\"amount\":\"5.00\",\"allow_partial\":true}").expect(200);
    assertThat(part.at("remaining_due")).isEqualTo("2.00");
    assertThat(part.at("gift_card.balance")).isEqualTo("0.00");
    deduct(code, "{\"amount\":\"0.01\",\"allow_partial\":true}")
        .expectProblem(409, "insufficient_balance");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|amount",
        "{\"amount\":0}|amount",
        "{\"amount\":\"1.001\"}|amount",
        "{\"amount\":1,\"allow_partial\":\"yes\"}|allow_partial",
        "{\"amount\":1,\"terminal\":\"t\\n\"}|terminal",
        "{\"amount\":1,\"order_id\":\"\"}|order_id",
        "{\"amount\":1,\"occurred_at\":\"now\"}|occurred_at",
        "{\"amount\":1,\"pin\":\"123\"}|pin",
        "{\"amount\":1,\"idempotency_key\":\"k\"}|idempotency_key",
      })
  void aWrongDeductionIsRefusedByField(String body, String field) {
    deduct(newCard("1.00"), body).expectInvalid(field);
  }

  @Test
  void aTooLongOrderIdIsRefused() {
    deduct(newCard("1.00"), "{\"amount\":1,\"order_id\":\"" + "x".repeat(65) + "\"}")
        .expectInvalid("order_id");
  }

  @Test
  void anotherCurrencyIs422() {
    deduct(newCard("1.00"), "{\"amount\":1,\"currency\":\"USD\"}")
        .expectProblem(422, "currency_mismatch");
    issue("{\"amount\":1,\"currency\":\"USD\"}").expectProblem(422, "currency_mismatch");
  }

  @ParameterizedTest
  @CsvSource({"JPY,1500,1500.5,1500", "KWD,1.234,1.2345,1.234"})
  void amountsHaveTheCurrencysDecimals(String currency, String good, String bad, String shown) {
    Shop abroad = hub.shop("cards-" + currency.toLowerCase(Locale.ROOT), currency);

    Answer issued =
        abroad.platform().post(abroad.path("/gift-cards"), "{\"amount\":" + good + "}").expect(201);

    assertThat(issued.at("gift_card.balance")).isEqualTo(shown);
    abroad
        .platform()
        .post(abroad.path("/gift-cards"), "{\"amount\":" + bad + "}")
        .expectInvalid("amount");
  }

  @Test
  void anExpiredCardIsRefused() {
    Shop late = hub.shop("cards-late");
    Answer issued =
        late.platform()
            .post(late.path("/gift-cards"), "{\"amount\":1,\"expires_on\":\"2026-11-21\"}")
            .expect(201);
    hub.clock.advance(Duration.ofDays(1));
    try {
      String path = late.path("/gift-cards/" + issued.get("gift_card.id"));
      late.till().post(path + "/deduct", "{\"amount\":1}").expectProblem(409, "gift_card_expired");
      assertThat(late.till().get(path + "/balance").at("status")).isEqualTo("expired");
    } finally {
      hub.clock.advance(Duration.ofDays(-1));
    }
  }

  @Test
  void theLedgerIsListedNewestFirst() {
    String code = newCard("9.00");
    for (int i = 1; i <= 4; i++) {
      deduct(code, "{\"amount\":1,\"order_id\":\"o-" + i + "\"}").expect(200);
    }

    List<String> types = new ArrayList<>();
    String query = "?limit=2";
    while (true) {
      Answer page = shop.platform().get(card(code, "/transactions") + query).expect(200);
      for (int i = 0; i < page.list("transactions").size(); i++) {
        types.add(page.get("transactions." + i + ".balance_after"));
      }
      if (!page.has("cursor")) {
        break;
      }
      query = "?limit=2&cursor=" + page.get("cursor");
    }
    assertThat(types).containsExactly("5.00", "6.00", "7.00", "8.00", "9.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/balance", "/transactions"})
  void anUnknownCardIs404(String what) {
    shop.admin().get(card("ABCD12345678", what)).expectProblem(404, "gift_card_not_found");
    shop.admin().get(card(UNKNOWN_ID, what)).expectProblem(404, "gift_card_not_found");
    shop.admin().get(card("%F0%9F%8D%95", what)).expectProblem(404, "gift_card_not_found");
    shop.admin().get(card("a%2Fb", what)).expectProblem(404, "gift_card_not_found");
  }

  @Test
  void whoGuessesTooOftenIsStoppedForTheRestOfTheMinute() {
    Shop guessed = hub.shop("cards-guessed");
    Answer real =
        guessed.platform().post(guessed.path("/gift-cards"), "{\"amount\":5}").expect(201);
    String byCode = guessed.path("/gift-cards/" + real.get("code"));
    String byId = guessed.path("/gift-cards/" + real.get("gift_card.id"));
    for (int i = 0; i < 30; i++) {
      String wrong = guessed.path("/gift-cards/WRONG%04d".formatted(i));
      switch (i % 3) {
        case 0 -> guessed.till().get(wrong + "/balance").expectProblem(404, "gift_card_not_found");
        case 1 ->
            guessed
                .till()
                .post(wrong + "/deduct", "{\"amount\":1}")
                .expectProblem(404, "gift_card_not_found");
        default -> guessed.till().get(wrong + "/transactions").expect(404);
      }
      guessed.till().get(guessed.path("/gift-cards/" + UNKNOWN_ID + "/balance")).expect(404);
    }

    Answer stopped = guessed.till().get(byCode + "/balance");
    stopped.expectProblem(429, "too_many_misses");
    assertThat(stopped.header("Retry-After")).isEqualTo("60");
    guessed.till().post(byCode + "/deduct", "{\"amount\":1}").expectProblem(429, "too_many_misses");
    guessed.till().get(byId + "/balance").expect(200);
    guessed.admin().get(byCode + "/balance").expect(200);

    hub.nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    guessed.till().get(byCode + "/balance").expect(200);
  }

  private String newCard(String amount) {
    codes++;
    String code = "CARD%08d".formatted(codes);
    issue("{\"amount\":\"" + amount + "\",\"code\":\"" + code + "\"}").expect(201);
    return code;
  }

  private Answer issue(String body) {
    return shop.platform().post(shop.path("/gift-cards"), body);
  }

  private Answer deduct(String code, String body) {
    return shop.till().post(card(code, "/deduct"), body);
  }

  private String card(String card, String what) {
    return shop.path("/gift-cards/" + card + what);
  }
}
