package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoyaltyTest {
  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("points");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void theFirstAddOpensTheAccountAndAnyWayOfWritingFindsIt() {
    Answer added =
        add(
                "%2B447700900001",
                "{\"points\":40,\"order_id\":\"o-1\",\"reason\":\"lunch\",\"terminal\":\"t1\"}")
            .expect(200);
    assertThat(added.at("account.phone")).isEqualTo("+447700900001");
    assertThat(added.at("account.points")).isEqualTo("40");
    assertThat(added.at("transaction.type")).isEqualTo("earn");
    assertThat(added.at("transaction.points")).isEqualTo("40");

    for (String written :
        new String[] {"+447700900001", "07700900001", "07700%20900001", "07700%2F900001"}) {
      assertThat(shop.platform().get(phone(written, "/points")).expect(200).at("points"))
          .isEqualTo("40");
    }
  }

  @Test
  void theSameOrderEarnsOnce() {
    Answer first = add("07700900002", "{\"points\":10,\"order_id\":\"o-2\"}").expect(200);
    add("07700900002", "{\"points\":5}").expect(200);

    Answer again = add("07700900002", "{\"points\":10,\"order_id\":\"o-2\"}").expect(200);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(first.header("Idempotent-Replayed")).isNull();
    add("07700900002", "{\"points\":11,\"order_id\":\"o-2\"}").expectProblem(409, "already_earned");
    add("07700900003", "{\"points\":10,\"order_id\":\"o-2\"}").expectProblem(409, "already_earned");
  }

  @Test
  void pointsAreRedeemedDownToNothing() {
    add("07700900004", "{\"points\":30}").expect(200);

    Answer redeemed = redeem("07700900004", "{\"points\":30,\"note\":\"n\"}").expect(200);
    assertThat(redeemed.at("transaction.points")).isEqualTo("-30");
    assertThat(redeemed.at("account.points")).isEqualTo("0");
    assertThat(redeemed.at("account.lifetime_points")).isEqualTo("30");

    Answer refused = redeem("07700900004", "{\"points\":1}");
    refused.expectProblem(409, "insufficient_points");
    assertThat(refused.at("available")).isEqualTo("0");
  }

  @Test
  void anAccountThatIsNotThereIs404() {
    redeem("07700900005", "{\"points\":1}").expectProblem(404, "loyalty_account_not_found");
    shop.till()
        .get(phone("07700900005", "/points"))
        .expectProblem(404, "loyalty_account_not_found");
    shop.till()
        .get(phone("07700900005", "/transactions"))
        .expectProblem(404, "loyalty_account_not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "1", "+1", "%2B44", "%2B4477009000011111111", "07700%00900", "%20"})
  void whatIsNoPhoneIs400(String written) {
    int status = shop.till().get(phone(written, "/points")).status();

    assertThat(status).isEqualTo(400);
  }

  @Test
  void aWrongPhoneHasItsOwnCode() {
    shop.till().get(phone("hello", "/points")).expectProblem(400, "invalid_phone");
    add("hello", "{\"points\":1}").expectProblem(400, "invalid_phone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|points",
        "{\"points\":0}|points",
        "{\"points\":-5}|points",
        "{\"points\":1.5}|points",
        "{\"points\":1e3}|points",
        "{\"points\":\"10\"}|points",
        "{\"points\":1000000001}|points",
        "{\"points\":99999999999999999999}|points",
        "{\"points\":1,\"point\":2}|point",
        "{\"points\":1,\"phone\":\"07700900006\"}|phone",
        "{\"points\":1,\"order_id\":\" x\"}|order_id",
      })
  void wrongPointsAreRefusedByField(String body, String field) {
    add("07700900006", body).expectInvalid(field);
    redeem("07700900006", body).expectInvalid(field);
  }

  @Test
  void theLedgerIsListedNewestFirst() {
    for (int i = 1; i <= 3; i++) {
      add("07700900007", "{\"points\":" + i + "}").expect(200);
    }
    Answer first = shop.till().get(phone("07700900007", "/transactions?limit=2")).expect(200);
    Answer second =
        shop.till()
            .get(phone("07700900007", "/transactions?limit=2&cursor=" + first.get("cursor")))
            .expect(200);

    assertThat(first.at("transactions.0.points")).isEqualTo("3");
    assertThat(first.at("has_more")).isEqualTo("true");
    assertThat(second.at("transactions.0.points")).isEqualTo("1");
    assertThat(second.at("has_more")).isEqualTo("false");
    assertThat(second.has("cursor")).isFalse();
  }

  private Answer add(String phone, String body) {
    return shop.till().post(phone(phone, "/add"), body);
  }

  private Answer redeem(String phone, String body) {
    return shop.till().post(phone(phone, "/redeem"), body);
  }

  private String phone(String phone, String what) {
    return shop.path("/loyalty/" + phone + what);
  }
}
