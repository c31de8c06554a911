package io.poshub.client.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private static final String ORDER =
      """
      {"display_number":"A7","source":"web","placed_at":"2026-11-21T11:59:00.000Z",
       "fulfillment":{"type":"dine_in","table":"12","instructions":"by the window"},
       "customer":{"name":"Ann"},
       "items":[
         {"quantity":"2","name":"Pizza","total":"21.30","note":"very hot",
          "modifiers":[{"name":"Cheese","quantity":"1"},{"name":"Olives","quantity":"3"}]},
         {"quantity":"1","name":"A dish whose name is far too long for one line of paper",
          "total":"6.50"}],
       "currency":"GBP","subtotal":"27.80","discount_total":"1.00","tax_total":"2.00",
       "tax_included":true,"delivery_fee":"0.00","tip_total":"0.50","total":"27.30",
       "payments":[{"method":"card","status":"paid","amount":"27.30"}],
       "note":"allergy: nuts"}
      """;

  @Test
  void theKitchenReadsWhatToCookAndTheTillWhatItCost() throws Exception {
    assertThat(Receipt.of(Json.parse(ORDER)))
        .containsExactly(
            "==========================================",
            "                 ORDER A7",
            "              DINE IN / web",
            "TABLE: 12",
            "GUEST: Ann",
            "by the window",
            "PLACED: 2026-11-21T11:59:00.000Z",
            "------------------------------------------",
            "2 x Pizza                            21.30",
            "    + Cheese",
            "    + 3 x Olives",
            "    ! very hot",
            "1 x A dish whose name is far too long 6.50",
            "  for one line of paper",
            "------------------------------------------",
            "Subtotal                             27.80",
            "Discount                             -1.00",
            "Tax (included)                        2.00",
            "Tip                                   0.50",
            "TOTAL GBP                            27.30",
            "card, paid                           27.30",
            "NOTE: allergy: nuts",
            "==========================================");
  }

  @Test
  void anOrderThatSaysNextToNothingStillPrints() {
    assertThat(Receipt.of(new JsonValue.Null())).isNotEmpty();
  }

  @Test
  void noLineIsWiderThanThePaper() throws Exception {
    String word = "x".repeat(500) + "\\n" + "🍕".repeat(100);
    JsonValue order =
        Json.parse(
            "{\"note\":\"%s\",\"items\":[{\"name\":\"%s\",\"total\":\"%s\"}],\"total\":\"1\"}"
                .formatted(word, word, "9".repeat(15)));

    List<String> lines = Receipt.of(order);

    assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= Receipt.WIDTH + 2);
  }
}
