package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of a call, asked by its key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastCallTest {
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
  void whatBecameOfACallIsFoundByItsKey() {
    String card = cards.sell("20.00");
    String key = "sale/7 of 9".replace(' ', '+') + "?&%" + cards.newKey();
    Answer sale = cards.deduct(card, "{\"amount\":\"5.00\"}", key).expect(200);
    String refusedKey = cards.newKey();
    Answer refused = cards.deduct(card, "{\"amount\":\"50.00\"}", refusedKey).expect(409);

    Answer found = shop.till().get(byKey(key)).expect(200);
    assertThat(found.at("idempotency_key")).isEqualTo(key);
    assertThat(found.at("method")).isEqualTo("POST");
    assertThat(found.at("path")).isEqualTo(shop.path("/gift-cards/" + card + "/deduct"));
    assertThat(found.at("status")).isEqualTo("200");
    assertThat(found.at("body")).isEqualTo(sale.body());
    assertThat(found.at("created_at")).isEqualTo("2026-11-21T12:00:00.000Z");
    found = shop.till().get(byKey(refusedKey)).expect(200);
    assertThat(found.at("status")).isEqualTo("409");
    assertThat(found.at("body")).isEqualTo(refused.body());
  }

  @Test
  void theCodeOfASoldCardIsShownToTheKeyThatSoldItOnly() {
    String key = cards.newKey();
    Answer sold =
        shop.platform().post(shop.path("/gift-cards"), "{\"amount\":\"10.00\"}", key).expect(201);
    String code = sold.get("code");
    String rows = "/gift-cards/" + sold.at("gift_card.id") + "/transactions";
    assertThat(shop.till().get(shop.path(rows)).at("transactions.0.idempotency_key"))
        .isEqualTo(key);

    assertThat(shop.platform().get(byKey(key)).expect(200).at("body")).isEqualTo(sold.body());
    for (Voice other : List.of(shop.till(), shop.admin(), another("platform"))) {
      Answer found = other.get(byKey(key)).expect(200);
      assertThat(found.at("status")).isEqualTo("201");
      assertThat(found.at("path")).isEqualTo(shop.path("/gift-cards"));
      assertThat(found.at("body")).isEqualTo("{\"gift_card\":" + sold.get("gift_card") + "}");
      assertThat(found.body()).doesNotContain(code);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gift-cards", "gift%2Dcards", "%67ift-cards"})
  void theCodeInAPathIsShownToTheKeyThatUsedItOnly(String spelling) {
    String card = cards.sell("20.00");
    String spelled = card.substring(0, 5) + "%2D" + card.substring(5);
    String done = cards.newKey();
    String refused = cards.newKey();
    String path = shop.path("/" + spelling + "/" + spelled + "/deduct");
    Answer sale = shop.till().post(path, "{\"amount\":\"5.00\"}", done).expect(200);
    Answer no = shop.till().post(path, "{\"amount\":\"50.00\"}", refused).expect(409);

    assertThat(shop.till().get(byKey(done)).at("path")).isEqualTo(path);
    assertThat(shop.till().get(byKey(refused)).at("body")).isEqualTo(no.body());
    for (Voice other : List.of(shop.platform(), another("terminal"))) {
      Answer found = other.get(byKey(done)).expect(200);
      assertThat(found.at("path")).isEqualTo(shop.path("/" + spelling + "/****/deduct"));
      assertThat(found.at("body")).isEqualTo(sale.body());
      found = other.get(byKey(refused)).expect(200);
      assertThat(found.at("body.instance")).isEqualTo(shop.path("/" + spelling + "/****/deduct"));
      assertThat(found.at("body.code")).isEqualTo("insufficient_balance");
      assertThat(found.body()).doesNotContain(spelled).doesNotContain(card);
    }
  }

  @Test
  void aCardsIdInAPathIsNoSecret() {
    String id =
        shop.till().get(shop.path("/gift-cards/" + cards.sell("9.00") + "/balance")).get("id");
    String key = cards.newKey();
    cards.deduct(id, "{\"amount\":\"5.00\"}", key).expect(200);

    assertThat(shop.platform().get(byKey(key)).at("path"))
        .isEqualTo(shop.path("/gift-cards/" + id + "/deduct"));
  }

  @Test
  void aCallOfAnotherTillIsReversedByItsKey() {
    String card = cards.sell("20.00");
    String key = cards.newKey();
    cards.deduct(card, "{\"amount\":\"5.00\"}", key).expect(200);

    Answer undone =
        another("terminal")
            .post(
                shop.path("/transactions/reverse"),
                "{\"idempotency_key\":\"" + key + "\",\"reason\":\"timeout\"}")
            .expect(200);

    assertThat(undone.body()).doesNotContain(card);
    assertThat(cards.balance(card)).isEqualTo("20.00");
  }

  @Test
  void aKeyThatIsNotKnownIsNotFound() {
    String key = cards.newKey();
    cards.deduct(cards.sell("5.00"), "{\"amount\":\"1.00\"}", key).expect(200);
    Shop other = hub.shop("other-keys");

    for (String unknown : List.of("never", "a%20b", "%C3%A4", "k".repeat(256))) {
      shop.till()
          .get(shop.path("/transactions/by-key/" + unknown))
          .expectProblem(404, "idempotency_key_not_found");
    }
    other
        .till()
        .get(other.path("/transactions/by-key/" + key))
        .expectProblem(404, "idempotency_key_not_found");
  }

  private String byKey(String key) {
    StringBuilder encoded = new StringBuilder();
    key.chars().forEach(c -> encoded.append("%%%02X".formatted(c)));
    return shop.path("/transactions/by-key/" + encoded);
  }

  /** Somebody with a key of their own. */
  private Voice another(String role) {
    Answer issued =
        shop.admin().post(shop.path("/keys"), "{\"role\":\"" + role + "\"}").expect(201);
    return hub.voice(issued.get("secret"), shop.slug());
  }
}
