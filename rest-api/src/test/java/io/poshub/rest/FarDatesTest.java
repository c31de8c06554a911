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

/** Dates and times at the ends of what there is: taken or refused, and never a failure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FarDatesTest {
  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("far");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aCardMayLastAsLongAsThereAreDates() {
    Answer issued = issue("9999-12-31").expect(201);

    assertThat(issued.at("gift_card.expires_on")).isEqualTo("9999-12-31");
    assertThat(issued.at("gift_card.status")).isEqualTo("active");
    shop.till()
        .post(shop.path("/gift-cards/" + issued.get("code") + "/deduct"), "{\"amount\":\"1.00\"}")
        .expect(200);
  }

  @Test
  void aCardThatLastsLongerIsRefused() {
    issue("+10000-01-01").expectInvalid("expires_on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-12-31", "9999-12-30", "1970-01-01", "+10000-01-01", "0000-00-00"})
  void noDateMakesTheHubFail(String date) {
    answered(issue(date));
    answered(
        shop.till()
            .post(
                shop.path("/reports/daily"),
                "{\"report_date\":\"%s\",\"total_sales\":0,\"total_orders\":0,\"net_sales\":0}"
                    .formatted(date)));
    for (String read :
        List.of(
            "/orders?from=%1$s&to=%1$s",
            "/orders?to=%s",
            "/orders/stats?from=%1$s&to=%1$s",
            "/reports/daily?from=%1$s&to=%1$s",
            "/reports/daily?format=csv&from=%1$s&to=%1$s",
            "/reports/daily/%s",
            "/gift-cards/liability?date=%s")) {
      answered(shop.admin().get(shop.path(read.formatted(date.replace("+", "%2B")))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999-12-31T23:59:59.999Z",
        "9999-12-31T00:00:00Z",
        "9999-12-31T23:59:59-18:00",
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00+18:00",
        "0001-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59.999999999-18:00",
        "-999999999-01-01T00:00:00+18:00"
      })
  void noTimeMakesTheHubFail(String time) {
    String wish = "\"fulfillment\":{\"type\":\"pickup\",\"requested_at\":\"" + time + "\"},";
    answered(order("web", wish));
    answered(order("web", "\"placed_at\":\"" + time + "\","));
    answered(order("pos", "\"placed_at\":\"" + time + "\","));
    String card = issue("2027-01-01").get("gift_card.id");
    answered(
        shop.till()
            .post(
                shop.path("/gift-cards/" + card + "/deduct"),
                "{\"amount\":\"1.00\",\"occurred_at\":\"" + time + "\"}"));
    answered(
        shop.admin()
            .post(shop.path("/keys"), "{\"role\":\"terminal\",\"expires_at\":\"" + time + "\"}"));
    answered(
        shop.admin()
            .get(shop.path("/orders?from=%1$s&to=%1$s".formatted(time.replace("+", "%2B")))));
    answered(shop.admin().get(shop.path("/reports/daily?format=csv")));
  }

  private Answer issue(String expiresOn) {
    return shop.platform()
        .post(
            shop.path("/gift-cards"),
            "{\"amount\":\"25.00\",\"expires_on\":\"" + expiresOn + "\"}");
  }

  private Answer order(String source, String more) {
    String items =
        "\"items\":[{\"name\":\"Tea\",\"quantity\":\"1\",\"unit_price\":\"2.25\"}],\"total\":\"2.25\"}";
    return shop.admin()
        .post(shop.path("/orders"), "{\"source\":\"" + source + "\"," + more + items);
  }

  private static void answered(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isLessThan(500);
  }
}
