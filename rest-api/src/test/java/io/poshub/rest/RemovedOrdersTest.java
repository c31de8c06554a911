package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What pollers of the orders that wait are told of those that wait no longer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovedOrdersTest {
  private static final String TEA =
      "\"items\":[{\"name\":\"Tea\",\"quantity\":\"2\",\"unit_price\":\"2.25\"}],\"total\":\"4.50\"";

  private RestFixture hub;
  private int shops;

  @BeforeAll
  void open() {
    hub = RestFixture.create();
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void whatLeftSinceIsToldOnceInOrderWithItsStatusNow() {
    Shop shop = newShop();
    String kept = order(shop);
    String rejected = order(shop);
    String accepted = order(shop);
    Answer before = pending(shop, "").expect(200);
    assertThat(before.has("removed")).isFalse();

    String late = order(shop);
    change(shop, accepted, "{\"status\":\"accepted\"}");
    change(shop, rejected, "{\"status\":\"rejected\",\"reason\":\"busy\"}");
    change(shop, accepted, "{\"status\":\"preparing\"}");
    Answer now = since(shop, before).expect(200);

    assertThat(now.list("orders")).hasSize(2);
    assertThat(now.at("orders.0.id")).isEqualTo(kept);
    assertThat(now.at("orders.1.id")).isEqualTo(late);
    assertThat(now.at("removed"))
        .isEqualTo(
            "[{\"id\":\"%s\",\"status\":\"rejected\",\"seq\":6},{\"id\":\"%s\",\"status\":\"preparing\",\"seq\":7}]"
                .formatted(rejected, accepted));
    assertThat(since(shop, now).at("removed")).isEqualTo("[]");
  }

  @Test
  void anOrderThatLeftBeforeIsNotToldOfAgain() {
    Shop shop = newShop();
    String order = order(shop);
    change(shop, order, "{\"status\":\"accepted\"}");
    Answer before = pending(shop, "").expect(200);

    change(shop, order, "{\"status\":\"ready\"}");

    assertThat(since(shop, before).at("removed")).isEqualTo("[]");
  }

  @Test
  void aPositionThatCannotBeToldFromIsExpired() throws Exception {
    Shop shop = newShop();
    order(shop);
    Answer head = pending(shop, "").expect(200);

    pending(shop, "?after=0&epoch=other").expectProblem(410, "events_expired");
    Answer ahead = pending(shop, "?after=9").expectProblem(410, "events_expired");
    assertThat(ahead.at("seq")).isEqualTo(head.at("seq"));
    assertThat(ahead.at("epoch")).isEqualTo(head.at("epoch"));
    hub.eventLog.prune(shop.slug(), hub.clock.instant().plusSeconds(1), 500);
    pending(shop, "?after=0").expectProblem(410, "events_expired");
    assertThat(since(shop, head).expect(200).at("removed")).isEqualTo("[]");
  }

  @Test
  void theParametersAreRead() {
    Shop shop = newShop();

    pending(shop, "?after=x").expectInvalid("after");
    pending(shop, "?epoch=e").expectInvalid("after");
    assertThat(pending(shop, "?after=0").expect(200).at("removed")).isEqualTo("[]");
  }

  private Shop newShop() {
    shops++;
    return hub.shop("poll-" + shops);
  }

  private static Answer pending(Shop shop, String query) {
    return shop.till().get(shop.path("/orders/pending" + query));
  }

  private static Answer since(Shop shop, Answer before) {
    return pending(shop, "?after=" + before.get("seq") + "&epoch=" + before.get("epoch"));
  }

  private static String order(Shop shop) {
    return shop.platform()
        .post(shop.path("/orders"), "{\"source\":\"web\"," + TEA + "}")
        .expect(201)
        .get("order.id");
  }

  private static void change(Shop shop, String id, String body) {
    shop.till().patch(shop.path("/orders/" + id), body).expect(200);
  }
}
