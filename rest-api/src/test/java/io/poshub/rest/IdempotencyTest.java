package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import io.poshub.testing.Eventually;
import io.poshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Idempotency-Key} as a caller meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
  private static final String ORDER =
      """
      {"source":"web","items":[{"name":"Tea","quantity":"2","unit_price":"2.25"}],"total":"4.50"}\
      """;

  private RestFixture hub;
  private Shop shop;
  private KeyedCards cards;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("keys");
    cards = new KeyedCards(shop);
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aDeductionSentAgainIsAnsweredAsTheFirstTimeAndTakesNothing() {
    String card = cards.sell("20.00");
    String key = cards.newKey();

    Answer first =
        cards.deduct(card, "{\"amount\":\"5.00\",\"order_id\":\"o-1\"}", key).expect(200);
    Answer second =
        cards
            .deduct(card, "{ \"order_id\": \"o-1\", \"amount\" : \"5.00\" }", "\"" + key + "\"")
            .expect(200);

    assertThat(first.header("Idempotent-Replayed")).isNull();
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.header("Content-Type")).isEqualTo("application/json");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(cards.balance(card)).isEqualTo("15.00");
    assertThat(first.at("transaction.idempotency_key")).isEqualTo(key);
    assertThat(
            shop.till()
                .get(shop.path("/gift-cards/" + card + "/transactions"))
                .at("transactions.0.idempotency_key"))
        .isEqualTo(key);
  }

  @Test
  void anOrderSentAgainIsTheSameOrderAtTheSameAddress() {
    String key = cards.newKey();

    Answer first = shop.platform().post(shop.path("/orders"), ORDER, key).expect(201);
    Answer second = shop.platform().post(shop.path("/orders"), ORDER, key).expect(201);
    Answer other = shop.platform().post(shop.path("/orders"), ORDER, cards.newKey()).expect(201);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(other.get("order.id")).isNotEqualTo(first.get("order.id"));
  }

  @Test
  void aChangeOfAnOrderTakesAKeyToo() {
    String order = shop.platform().post(shop.path("/orders"), ORDER).expect(201).get("order.id");
    Map<String, String> headers = Map.of("idempotency-key", cards.newKey());
    String path = shop.path("/orders/" + order);

    Answer first = shop.till().call("PATCH", path, "{\"status\":\"accepted\"}", headers);
    Answer second = shop.till().call("PATCH", path, "{\"status\":\"accepted\"}", headers);

    assertThat(first.expect(200).at("order.version")).isEqualTo("2");
    assertThat(second.expect(200).body()).isEqualTo(first.body());
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void aCardIssuedAgainIsTheSameCardAndItsCodeIsShownAgain() {
    String key = cards.newKey();
    String body = "{\"amount\":\"10.00\"}";

    Answer first = shop.platform().post(shop.path("/gift-cards"), body, key).expect(201);
    Answer second = shop.platform().post(shop.path("/gift-cards"), body, key).expect(201);

    assertThat(second.get("code")).isEqualTo(first.get("code"));
    assertThat(cards.balance(first.get("code"))).isEqualTo("10.00");
  }

  @Test
  void pointsMoveOncePerKeyAndAnOrderStillEarnsOnce() {
    String add = shop.path("/loyalty/%2B447700900123/add");
    String redeem = shop.path("/loyalty/%2B447700900123/redeem");
    String key = cards.newKey();

    shop.till().post(add, "{\"points\":100,\"order_id\":\"o-9\"}", key).expect(200);
    assertReplayed(shop.till().post(add, "{\"points\":100,\"order_id\":\"o-9\"}", key));
    assertReplayed(shop.till().post(add, "{\"points\":100,\"order_id\":\"o-9\"}", cards.newKey()));
    String spend = cards.newKey();
    shop.till().post(redeem, "{\"points\":30}", spend).expect(200);
    Answer again = shop.till().post(redeem, "{\"points\":30}", spend);

    assertReplayed(again);
    assertThat(again.at("account.points")).isEqualTo("70");
    assertThat(again.at("transaction.idempotency_key")).isEqualTo(spend);
  }

  @Test
  void aKeyOfAnotherRequestIsRefused() {
    String card = cards.sell("20.00");
    String other = cards.sell("20.00");
    String key = cards.newKey();
    cards.deduct(card, "{\"amount\":\"5.00\"}", key).expect(200);

    for (String body :
        List.of("{\"amount\":\"5\"}", "{\"amount\":5.00}", "{\"amount\":\"6.00\"}")) {
      cards.deduct(card, body, key).expectProblem(422, "idempotency_key_reused");
    }
    cards.deduct(other, "{\"amount\":\"5.00\"}", key).expectProblem(422, "idempotency_key_reused");
    shop.platform()
        .post(shop.path("/orders"), ORDER, key)
        .expectProblem(422, "idempotency_key_reused");
    cards.deduct(card, "{\"amount\":\"wrong\"}", key).expectProblem(422, "idempotency_key_reused");
    assertThat(cards.balance(card)).isEqualTo("15.00");
    assertThat(cards.balance(other)).isEqualTo("20.00");
  }

  @Test
  void aRefusalWith409IsKeptAndTheRestIsNot() {
    String card = cards.sell("5.00");
    String refused = cards.newKey();
    Answer first =
        cards
            .deduct(card, "{\"amount\":\"9.00\"}", refused)
            .expectProblem(409, "insufficient_balance");
    Answer second = cards.deduct(card, "{\"amount\":\"9.00\"}", refused);
    second.expectProblem(409, "insufficient_balance");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");

    String key = cards.newKey();
    cards.deduct(card, "{\"amount\":\"0\"}", key).expectInvalid("amount");
    cards
        .deduct("NOSUCHCARD01", "{\"amount\":\"1.00\"}", key)
        .expectProblem(404, "gift_card_not_found");
    cards
        .deduct(card, "{\"amount\":\"1.00\",\"currency\":\"EUR\"}", key)
        .expectProblem(422, "currency_mismatch");
    Answer done = cards.deduct(card, "{\"amount\":\"1.00\"}", key).expect(200);
    assertThat(done.header("Idempotent-Replayed")).isNull();
  }

  @Test
  void whatWasRightTheFirstTimeIsAnsweredEvenWhenItWouldBeWrongByNow() {
    String key = cards.newKey();
    String body = "{\"amount\":\"5.00\",\"expires_on\":\"2026-11-21\"}";
    Answer first = shop.platform().post(shop.path("/gift-cards"), body, key).expect(201);
    hub.clock.advance(Duration.ofDays(1));
    try {
      Answer second = shop.platform().post(shop.path("/gift-cards"), body, key).expect(201);
      assertThat(second.body()).isEqualTo(first.body());
      shop.platform()
          .post(shop.path("/gift-cards"), body, cards.newKey())
          .expectInvalid("expires_on");
    } finally {
      hub.clock.advance(Duration.ofDays(-1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "a b", "a, b", "\"a\", \"b\"", "\"abc", "schlüssel"})
  void aBadKeyIsRefused(String key) {
    cards.deduct(cards.sell("5.00"), "{\"amount\":\"1.00\"}", key).expectInvalid("Idempotency-Key");
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    String card = cards.sell("5.00");
    cards.deduct(card, "{\"amount\":\"1.00\"}", "k".repeat(256)).expectInvalid("Idempotency-Key");
    cards.deduct(card, "{\"amount\":\"1.00\"}", "k".repeat(255)).expect(200);
  }

  @Test
  void aTwinWhileTheFirstIsUnderWayIsToldToComeBack() throws Exception {
    String card = cards.sell("20.00");
    String key = cards.newKey();
    Callable<Answer> call = () -> cards.deduct(card, "{\"amount\":\"5.00\"}", key);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers;
      try (Connection person = holdAllCards()) {
        answers = List.of(callers.submit(call), callers.submit(call));
        Eventually.holds("one is answered", () -> answers.stream().anyMatch(Future::isDone));
        person.rollback();
      }
      List<Answer> told = List.of(answers.get(0).get(), answers.get(1).get());
      assertThat(told).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
      Answer early = told.get(0).status() == 409 ? told.get(0) : told.get(1);
      early.expectProblem(409, "request_in_progress");
      assertThat(early.header("Retry-After")).isEqualTo("1");
      assertThat(early.at("retryable")).isEqualTo("true");
    }
    assertReplayed(cards.deduct(card, "{\"amount\":\"5.00\"}", key));
    assertThat(cards.balance(card)).isEqualTo("15.00");
  }

  @Test
  void manyTwinsAtOnceTakeTheMoneyOnce() {
    String card = cards.sell("20.00");
    String key = cards.newKey();
    Answer[] answers = new Answer[20];
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < answers.length; i++) {
        int at = i;
        callers.execute(() -> answers[at] = cards.deduct(card, "{\"amount\":\"5.00\"}", key));
      }
    }

    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(Arrays.stream(answers).map(Answer::body).distinct()).hasSize(1);
    assertThat(Arrays.stream(answers).filter(a -> a.header("Idempotent-Replayed") == null))
        .hasSize(1);
    assertThat(cards.balance(card)).isEqualTo("15.00");
  }

  @Test
  void anUnknownCodeUnderAKeyCountsAsOneMiss() {
    Shop guessed = hub.shop("keyed-guesses");
    String path = guessed.path("/gift-cards/NOSUCHCARD02/deduct");
    for (int i = 0; i < 30; i++) {
      guessed
          .till()
          .post(path, "{\"amount\":1}", cards.newKey())
          .expectProblem(404, "gift_card_not_found");
    }
    guessed
        .till()
        .post(path, "{\"amount\":1}", cards.newKey())
        .expectProblem(429, "too_many_misses");
  }

  @Test
  void aTenantCanAskForKeys() {
    Shop strict = hub.shop("strict");
    String settings =
        strict
            .admin()
            .get(strict.path("/settings"))
            .get("settings")
            .replace("\"require_idempotency_key\":false", "\"require_idempotency_key\":true");
    strict.admin().put(strict.path("/settings"), settings).expect(200);

    for (String path :
        List.of(
            "/gift-cards/NOSUCHCARD03/deduct",
            "/loyalty/07700900123/add",
            "/loyalty/07700900123/redeem")) {
      strict
          .till()
          .post(strict.path(path), "{\"amount\":1}")
          .expectProblem(400, "idempotency_key_missing");
    }
    for (String path : List.of("/orders", "/gift-cards")) {
      strict
          .platform()
          .post(strict.path(path), ORDER)
          .expectProblem(400, "idempotency_key_missing");
    }
    String order =
        strict
            .platform()
            .post(strict.path("/orders"), ORDER, cards.newKey())
            .expect(201)
            .get("order.id");
    strict.till().patch(strict.path("/orders/" + order), "{\"status\":\"accepted\"}").expect(200);
    strict.admin().post(strict.path("/keys"), "{\"role\":\"terminal\"}").expect(201);
  }

  private static void assertReplayed(Answer answer) {
    answer.expect(200);
    assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
  }

  /** As somebody with a SQL prompt might. */
  private Connection holdAllCards() throws SQLException {
    Connection person = TestDatabase.shared().connect(hub.schemas.tenant("keys"));
    person.setAutoCommit(false);
    try (Statement lock = person.createStatement()) {
      lock.execute("SELECT id FROM gift_cards FOR UPDATE");
    }
    return person;
  }
}
