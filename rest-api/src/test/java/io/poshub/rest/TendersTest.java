package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An order paid by cards, points and cash, and what there is to give back when it falls through.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TendersTest {
  private static final String ORDER =
      """
      {"source":"web","external_id":"shop-7","items":[{"name":"Feast","quantity":"1","unit_price":"60.00"}],
       "total":"60.00","payments":[{"method":"cash","status":"paid","amount":"15.00","reference":"drawer 2"},
       {"method":"gift_card","status":"paid","amount":"45.00"}]}
      """;

  private final RestFixture hub = RestFixture.create();
  private final Shop shop = hub.shop("tenders");

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void cancellingOffersTheReversalOfEachTender() {
    Answer taken = shop.platform().post(shop.path("/orders"), ORDER).expect(201);
    String id = taken.get("order.id");
    for (String code : new String[] {"TENDERCARD1", "TENDERCARD2"}) {
      shop.platform()
          .post(shop.path("/gift-cards"), "{\"amount\":\"50.00\",\"code\":\"%s\"}".formatted(code))
          .expect(201);
    }
    deduct("TENDERCARD1", "30.00", id);
    // The platform knows the order by its own name.
    deduct("TENDERCARD2", "15.00", "shop-7");
    deduct("TENDERCARD2", "1.00", "another-order");
    shop.till()
        .post(
            shop.path("/loyalty/07700900456/add"),
            "{\"points\":60,\"order_id\":\"%s\"}".formatted(id))
        .expect(200);

    Answer tenders = shop.till().get(shop.path("/orders/" + id + "/tenders")).expect(200);
    assertThat(tenders.list("tenders")).hasSize(4);
    assertThat(tenders.at("tenders.0.amount")).isEqualTo("30.00");
    assertThat(tenders.at("tenders.0.last4")).isEqualTo("ARD1");
    assertThat(tenders.at("tenders.1.amount")).isEqualTo("15.00");
    assertThat(tenders.at("tenders.2.points")).isEqualTo("60");
    assertThat(tenders.at("tenders.2.type")).isEqualTo("earn");
    assertThat(tenders.at("tenders.3.method")).isEqualTo("cash");
    assertThat(tenders.at("tenders.3.reference")).isEqualTo("drawer 2");

    Answer cancelled =
        shop.till()
            .patch(shop.path("/orders/" + id), "{\"status\":\"cancelled\",\"reason\":\"other\"}")
            .expect(200);
    assertThat(cancelled.list("reversals")).hasSize(4);
    assertThat(cancelled.at("reversals.0.reverse"))
        .isEqualTo(
            "/api/tenders/gift-cards/%s/transactions/%s/reverse"
                .formatted(
                    tenders.at("tenders.0.gift_card_id"), tenders.at("tenders.0.transaction_id")));
    assertThat(cancelled.at("reversals.2.reverse"))
        .startsWith("/api/tenders/loyalty/%2B447700900456/transactions/");
  }

  @Test
  void anOrderThatNobodyPaidForHasNothingToGiveBack() {
    Answer taken =
        shop.platform()
            .post(
                shop.path("/orders"),
                "{\"source\":\"web\",\"items\":[{\"name\":\"Tea\",\"quantity\":\"1\",\"unit_price\":\"2.00\"}],\"total\":\"2.00\"}")
            .expect(201);
    String path = shop.path("/orders/" + taken.at("order.id"));

    assertThat(shop.till().get(path + "/tenders").expect(200).list("tenders")).isEmpty();
    assertThat(
            shop.till()
                .patch(path, "{\"status\":\"rejected\",\"reason\":\"busy\"}")
                .expect(200)
                .body())
        .doesNotContain("reversals");
    shop.till()
        .get(shop.path("/orders/00000000-0000-7000-8000-000000000000/tenders"))
        .expectProblem(404, "order_not_found");
  }

  private void deduct(String card, String amount, String orderId) {
    shop.till()
        .post(
            shop.path("/gift-cards/" + card + "/deduct"),
            "{\"amount\":\"%s\",\"order_id\":\"%s\"}".formatted(amount, orderId))
        .expect(200);
  }
}
