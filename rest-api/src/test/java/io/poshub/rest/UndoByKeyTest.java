package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that are undone by their key, because nobody knows what became of them. */
class UndoByKeyTest {
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
  void aCallWhoseAnswerWasLostIsUndoneByItsKey() {
    String card = sell("10.00");
    shop.till().post(card + "/deduct", "{\"amount\":4}", "key-1").expect(200);
    Answer held = shop.till().post(card + "/holds", "{\"amount\":2}", "key-2").expect(201);

    Answer undone = undo("key-1").expect(200);
    assertThat(undone.at("transaction.type")).isEqualTo("reverse");
    assertThat(undone.at("transaction.reason")).isEqualTo("timeout");
    assertThat(undone.at("gift_card.balance")).isEqualTo("10.00");
    undo("key-1").expectProblem(409, "already_reversed");
    Answer released = undo("key-2").expect(200);
    assertThat(released.at("hold.id")).isEqualTo(held.get("hold.id"));
    assertThat(released.at("hold.status")).isEqualTo("released");
    undo("key-2").expectProblem(409, "hold_resolved");
    undo("never").expectProblem(404, "idempotency_key_not_found");
    shop.till()
        .post(card + "/deduct", "{\"amount\":40}", "key-3")
        .expectProblem(409, "insufficient_balance");
    undo("key-3").expectProblem(409, "nothing_to_reverse");
    shop.platform().post(shop.path("/gift-cards"), "{\"amount\":1}", "key-4").expect(201);
    undo("key-4").expectProblem(409, "not_reversible");
    shop.admin().post(card + "/block", "{\"reason\":\"lost\"}", "key-5").expect(200);
    undo("key-5").expectProblem(409, "nothing_to_reverse");
  }

  @Test
  void aCallThatComesAfterItsReversalMovesNothing() {
    String card = sell("10.00");
    undo("overtaken").expectProblem(404, "idempotency_key_not_found");
    undo("overtaken").expectProblem(404, "idempotency_key_not_found");

    for (int i = 0; i < 2; i++) {
      shop.till()
          .post(card + "/deduct", "{\"amount\":4}", "overtaken")
          .expectProblem(409, "idempotency_key_reversed");
    }
    shop.till()
        .get(shop.path("/transactions/by-key/overtaken"))
        .expectProblem(404, "idempotency_key_not_found");
    assertThat(shop.till().get(card + "/balance").get("balance")).isEqualTo("10.00");
  }

  @Test
  void aCallAndItsReversalAtTheSameTimeLeaveTheMoneyWhereItWas() throws Exception {
    String card = sell("10.00");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        String key = "at-once-" + i;
        Future<Answer> call =
            callers.submit(() -> shop.till().post(card + "/deduct", "{\"amount\":4}", key));
        Answer undone = undo(key);
        assertThat(call.get().status()).isEqualTo(undone.status() == 200 ? 200 : 409);
        assertThat(shop.till().get(card + "/balance").get("balance")).isEqualTo("10.00");
      }
    }
  }

  @Test
  void undoingIsItselfDoneOncePerKey() {
    String card = sell("10.00");
    shop.till().post(card + "/deduct", "{\"amount\":4}", "paid").expect(200);
    String body = "{\"idempotency_key\":\"paid\",\"reason\":\"timeout\"}";
    String path = shop.path("/transactions/reverse");

    Answer first = shop.till().post(path, body, "undo").expect(200);
    Answer again = shop.till().post(path, body, "undo").expect(200);

    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.at("transaction.idempotency_key")).isEqualTo("undo");
  }

  private Answer undo(String key) {
    return shop.till()
        .post(
            shop.path("/transactions/reverse"),
            "{\"idempotency_key\":\"" + key + "\",\"reason\":\"timeout\"}");
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
