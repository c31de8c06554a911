package io.poshub.rest;

import io.poshub.rest.RestFixture.Shop;

/** Gift cards of a shop, and a till that pays with them under keys of its own choice. */
final class KeyedCards {
  private final Shop shop;
  private int numbers;

  KeyedCards(Shop shop) {
    this.shop = shop;
  }

  String newKey() {
    numbers++;
    return "key-" + numbers;
  }

  /** Sells a card and returns its code. */
  String sell(String amount) {
    numbers++;
    String code = "KEYED%07d".formatted(numbers);
    shop.platform()
        .post(shop.path("/gift-cards"), "{\"amount\":\"" + amount + "\",\"code\":\"" + code + "\"}")
        .expect(201);
    return code;
  }

  Answer deduct(String card, String body, String key) {
    return shop.till().post(shop.path("/gift-cards/" + card + "/deduct"), body, key);
  }

  String balance(String card) {
    return shop.till().get(shop.path("/gift-cards/" + card + "/balance")).get("balance");
  }
}
