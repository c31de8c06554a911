package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points that are held, undone, corrected and merged, through the whole door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoyaltyLifeTest {
  private static final String UNKNOWN_ID = "0198f3a0-0000-7000-8000-000000000000";

  private RestFixture hub;
  private Shop shop;
  private int phones;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("life");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void anAmountEarnsByTheRuleOfTheSettings() {
    Shop other = hub.shop("rule");
    String account = other.path("/loyalty/07700900123/add");
    assertThat(earned(other, account, "{\"amount\":\"25.50\",\"order_id\":\"o-1\"}"))
        .isEqualTo("25");

    String settings = other.admin().get(other.path("/settings")).expect(200).get("settings");
    assertThat(settings).contains("\"points_per_unit\":1}");
    String doubled = settings.replace("\"points_per_unit\":1}", "\"points_per_unit\":2.5}");
    other.admin().put(other.path("/settings"), doubled).expect(200);
    assertThat(earned(other, account, "{\"amount\":25.5}")).isEqualTo("63");
    Answer again = other.till().post(account, "{\"amount\":\"25.50\",\"order_id\":\"o-1\"}");
    assertThat(again.expect(200).at("transaction.points")).isEqualTo("25");
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");

    // A client that does not know the setting leaves it as it is.
    String older = settings.replace(",\"points_per_unit\":1}", "}");
    assertThat(
            other
                .admin()
                .put(other.path("/settings"), older)
                .expect(200)
                .at("settings.points_per_unit"))
        .isEqualTo("2.5");
    Answer small = other.till().post(account, "{\"amount\":\"0.30\"}").expect(200);
    assertThat(small.at("transaction.points")).isEqualTo("0");
    assertThat(small.at("transaction.amount")).isEqualTo("0.30");
  }

  @Test
  void aHoldIsTakenInPartOrGivenBackOrLapses() {
    String account = account(100);
    Answer held =
        shop.till()
            .post(account + "/holds", "{\"points\":60,\"order_id\":\"o-7\",\"expires_in_s\":60}")
            .expect(201);
    assertThat(held.at("hold.status")).isEqualTo("open");
    assertThat(held.at("hold.points")).isEqualTo("60");
    assertThat(held.at("account.available")).isEqualTo("40");
    String hold = account + "/holds/" + held.get("hold.id");

    shop.till()
        .post(hold + "/capture", "{\"points\":61}")
        .expectProblem(409, "amount_exceeds_hold");
    Answer captured = shop.till().post(hold + "/capture", "{\"points\":45}").expect(200);
    assertThat(captured.at("hold.captured_points")).isEqualTo("45");
    assertThat(captured.at("transaction.points")).isEqualTo("-45");
    assertThat(captured.at("transaction.held_points")).isEqualTo("-60");
    assertThat(captured.at("transaction.order_id")).isEqualTo("o-7");
    assertThat(captured.at("account.available")).isEqualTo("55");
    shop.till().post(hold + "/capture", "{}").expectProblem(409, "hold_resolved");
    shop.till().post(hold + "/release", "{}").expectProblem(409, "hold_resolved");

    String second = holdOf(account, "{\"points\":500,\"allow_partial\":true}");
    shop.till().call("POST", second + "/release", null, Map.of()).expect(200);
    String third = holdOf(account, "{\"points\":5,\"expires_in_s\":1}");
    hub.clock.advance(Duration.ofSeconds(1));
    assertThat(shop.till().get(account + "/points").at("held")).isEqualTo("0");
    shop.till().post(third + "/capture", "{}").expectProblem(409, "hold_expired");
    shop.till().post(third + "/release", "{}").expectProblem(409, "hold_expired");
  }

  @Test
  void whatIsHeldCannotBeSpent() {
    String account = account(10);
    holdOf(account, "{\"points\":8}");

    Answer refused = shop.till().post(account + "/redeem", "{\"points\":3}");
    refused.expectProblem(409, "insufficient_points");
    assertThat(refused.at("available")).isEqualTo("2");
    shop.till()
        .post(account + "/holds", "{\"points\":3}")
        .expectProblem(409, "insufficient_points");
    shop.admin()
        .post(account + "/adjust", "{\"points\":-3,\"reason\":\"correction\"}")
        .expectProblem(409, "insufficient_points");
  }

  @Test
  void aRowIsUndoneOnceAndOnlySomeAre() {
    String account = account(100);
    String redeemed = rowOf(shop.till().post(account + "/redeem", "{\"points\":40}"));
    String undo = account + "/transactions/" + redeemed + "/reverse";

    shop.till()
        .post(undo, "{\"points\":41,\"reason\":\"mistake\"}")
        .expectProblem(409, "amount_exceeds_original");
    Answer undone =
        shop.till().post(undo, "{\"points\":15,\"reason\":\"order_cancelled\"}").expect(200);
    assertThat(undone.at("transaction.type")).isEqualTo("reverse");
    assertThat(undone.at("transaction.reverses_id")).isEqualTo(redeemed);
    assertThat(undone.at("transaction.reason")).isEqualTo("order_cancelled");
    assertThat(undone.at("account.points")).isEqualTo("75");
    shop.till().post(undo, "{\"reason\":\"mistake\"}").expectProblem(409, "already_reversed");
    shop.till()
        .post(account + "/transactions/" + rowOf(undone) + "/reverse", "{\"reason\":\"mistake\"}")
        .expectProblem(409, "not_reversible");
    for (String id : new String[] {UNKNOWN_ID, "nothing"}) {
      shop.till()
          .post(account + "/transactions/" + id + "/reverse", "{\"reason\":\"other\"}")
          .expectProblem(404, "transaction_not_found");
    }
  }

  @Test
  void anEarnIsUndoneOnlyWhileItsPointsAreThere() {
    String account = newPhone();
    Answer earned = shop.till().post(account + "/add", "{\"amount\":\"50.00\"}").expect(200);
    shop.till().post(account + "/redeem", "{\"points\":30}").expect(200);
    String undo = account + "/transactions/" + rowOf(earned) + "/reverse";

    Answer refused = shop.till().post(undo, "{\"reason\":\"order_rejected\"}");
    refused.expectProblem(409, "insufficient_points");
    assertThat(refused.at("available")).isEqualTo("20");
    shop.till()
        .post(undo, "{\"amount\":\"0.99\",\"reason\":\"other\"}")
        .expectProblem(409, "nothing_to_reverse");
    shop.till()
        .post(undo, "{\"amount\":\"50.01\",\"reason\":\"other\"}")
        .expectProblem(409, "amount_exceeds_original");
    Answer partly =
        shop.till().post(undo, "{\"amount\":\"12.75\",\"reason\":\"other\"}").expect(200);
    assertThat(partly.at("transaction.points")).isEqualTo("-12");
    assertThat(partly.at("account.lifetime_points")).isEqualTo("38");
  }

  @Test
  void pointsThatWereNotEarnedByAmountHaveNoShare() {
    String account = newPhone();
    String earned = rowOf(shop.till().post(account + "/add", "{\"points\":9}"));

    shop.till()
        .post(
            account + "/transactions/" + earned + "/reverse",
            "{\"amount\":\"1.00\",\"reason\":\"other\"}")
        .expectInvalid("amount");
  }

  @Test
  void anAdminCorrectsPointsUpAndDown() {
    String account = account(10);

    Answer up =
        shop.admin()
            .post(account + "/adjust", "{\"points\":5,\"reason\":\"complimentary\"}")
            .expect(200);
    assertThat(up.at("transaction.type")).isEqualTo("adjust");
    assertThat(up.at("account.points")).isEqualTo("15");
    assertThat(up.at("account.lifetime_points")).isEqualTo("10");
    Answer down =
        shop.admin()
            .post(account + "/adjust", "{\"points\":-15,\"reason\":\"suspicious\"}")
            .expect(200);
    assertThat(down.at("account.points")).isEqualTo("0");
    shop.till()
        .post(account + "/adjust", "{\"points\":5,\"reason\":\"other\"}")
        .expectProblem(403, "forbidden_role");
  }

  @Test
  void twoAccountsBecomeOne() {
    String from = account(70);
    String into = account(5);
    Answer merged = merge(from, into).expect(200);

    assertThat(merged.at("transaction.type")).isEqualTo("merge");
    assertThat(merged.at("account.points")).isEqualTo("75");
    assertThat(merged.at("account.lifetime_points")).isEqualTo("75");
    assertThat(merged.at("source.status")).isEqualTo("merged");
    assertThat(merged.at("source.points")).isEqualTo("0");
    assertThat(merged.at("source.merged_into")).isEqualTo(merged.at("account.id"));
    assertThat(shop.till().get(from + "/points").body())
        .isEqualTo(shop.till().get(into + "/points").body());
    shop.till().post(from + "/add", "{\"points\":1}").expect(200);
    assertThat(shop.till().get(into + "/points").at("points")).isEqualTo("76");

    merge(from, into).expectProblem(409, "already_merged");
    merge(into, from).expectProblem(409, "already_merged");
    merge(into, into).expectProblem(409, "already_merged");
    merge(into, newPhone()).expectProblem(404, "loyalty_account_not_found");
    merge(newPhone(), into).expectProblem(404, "loyalty_account_not_found");
    shop.admin().post(into + "/merge", "{\"into\":\"hello\"}").expectProblem(400, "invalid_phone");
    shop.till()
        .post(into + "/merge", "{\"into\":\"07700900000\"}")
        .expectProblem(403, "forbidden_role");
  }

  @Test
  void aCallIsUndoneByItsKey() {
    String account = newPhone();
    shop.till().post(account + "/add", "{\"points\":50}", "earn-by-key").expect(200);
    shop.till().post(account + "/redeem", "{\"points\":20}", "redeem-by-key").expect(200);
    shop.till().post(account + "/holds", "{\"points\":30}", "hold-by-key").expect(201);

    assertThat(undo("hold-by-key").expect(200).at("hold.status")).isEqualTo("released");
    assertThat(undo("redeem-by-key").expect(200).at("account.points")).isEqualTo("50");
    Answer earn = undo("earn-by-key").expect(200);
    assertThat(earn.at("account.lifetime_points")).isEqualTo("0");
    undo("earn-by-key").expectProblem(409, "already_reversed");
    undo("hold-by-key").expectProblem(409, "hold_resolved");
  }

  @Test
  void aCallSentAgainUnderItsKeyHappensOnce() {
    String account = account(100);
    for (String call :
        new String[] {
          "/holds|{\"points\":10}",
          "/adjust|{\"points\":1,\"reason\":\"other\"}",
          "/redeem|{\"points\":10}"
        }) {
      String path = account + call.substring(0, call.indexOf('|'));
      String body = call.substring(call.indexOf('|') + 1);
      Answer first = shop.admin().post(path, body, "again" + path.hashCode());
      Answer second = shop.admin().post(path, body, "again" + path.hashCode());
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.status()).isEqualTo(first.status());
      assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    }
    assertThat(shop.till().get(account + "/points").at("points")).isEqualTo("91");
    assertThat(shop.till().get(account + "/points").at("held")).isEqualTo("10");
  }

  @Test
  void accountsAndHoldsThatAreNotThereAre404() {
    String nobody = newPhone();
    String somebody = account(5);
    shop.till()
        .post(nobody + "/holds", "{\"points\":1}")
        .expectProblem(404, "loyalty_account_not_found");
    shop.till()
        .post(nobody + "/transactions/" + UNKNOWN_ID + "/reverse", "{\"reason\":\"other\"}")
        .expectProblem(404, "loyalty_account_not_found");
    shop.admin()
        .post(nobody + "/adjust", "{\"points\":1,\"reason\":\"other\"}")
        .expectProblem(404, "loyalty_account_not_found");
    for (String end : new String[] {"/capture", "/release"}) {
      shop.till()
          .post(nobody + "/holds/" + UNKNOWN_ID + end, "{}")
          .expectProblem(404, "loyalty_account_not_found");
      shop.till()
          .post(somebody + "/holds/" + UNKNOWN_ID + end, "{}")
          .expectProblem(404, "hold_not_found");
      shop.till().post(somebody + "/holds/x" + end, "{}").expectProblem(404, "hold_not_found");
    }
  }

  @Test
  void anAccountCanBeFullAndSaysSo() {
    String account = newPhone();
    Shop rich = hub.shop("rich");
    String settings = rich.admin().get(rich.path("/settings")).get("settings");
    rich.admin()
        .put(
            rich.path("/settings"),
            settings.replace("\"points_per_unit\":1}", "\"points_per_unit\":100000}"))
        .expect(200);
    String add = rich.path(account.substring(account.indexOf("/loyalty"))) + "/add";

    rich.till()
        .post(add, "{\"amount\":\"999999999999.99\"}")
        .expectProblem(409, "balance_limit_exceeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/add|{\"points\":1,\"amount\":\"1.00\"}|points",
        "/add|{\"amount\":\"0\"}|amount",
        "/add|{\"amount\":\"-1\"}|amount",
        "/add|{\"amount\":\"1.001\"}|amount",
        "/redeem|{\"amount\":\"1.00\"}|points",
        "/holds|{}|points",
        "/holds|{\"points\":0}|points",
        "/holds|{\"points\":1,\"expires_in_s\":0}|expires_in_s",
        "/holds|{\"points\":1,\"expires_in_s\":86401}|expires_in_s",
        "/holds|{\"points\":1,\"allow_partial\":1}|allow_partial",
        "/holds|{\"points\":1,\"ttl\":1}|ttl",
        "/holds/ID/capture|{\"points\":0}|points",
        "/holds/ID/release|{\"points\":1}|points",
        "/transactions/ID/reverse|{}|reason",
        "/transactions/ID/reverse|{\"reason\":\"because\"}|reason",
        "/transactions/ID/reverse|{\"points\":0,\"reason\":\"other\"}|points",
        "/transactions/ID/reverse|{\"points\":1,\"amount\":\"1\",\"reason\":\"other\"}|amount",
        "/adjust|{\"points\":0,\"reason\":\"other\"}|points",
        "/adjust|{\"points\":1}|reason",
        "/adjust|{\"points\":1,\"reason\":\"mistake\"}|reason",
        "/adjust|{\"points\":-1000000001,\"reason\":\"other\"}|points",
        "/merge|{}|into",
        "/merge|{\"into\":\"07700900001\",\"reason\":\"other\"}|reason",
      })
  void aWrongBodyIsRefusedByField(String path, String body, String field) {
    shop.admin()
        .post(shop.path("/loyalty/07700900999") + path.replace("ID", UNKNOWN_ID), body)
        .expectInvalid(field);
  }

  @Test
  void anotherCurrencyIsRefused() {
    shop.till()
        .post(newPhone() + "/add", "{\"amount\":\"1.00\",\"currency\":\"EUR\"}")
        .expectProblem(422, "currency_mismatch");
  }

  private static String earned(Shop at, String path, String body) {
    return at.till().post(path, body).expect(200).get("transaction.points");
  }

  private Answer undo(String key) {
    return shop.till()
        .post(
            shop.path("/transactions/reverse"),
            "{\"idempotency_key\":\"" + key + "\",\"reason\":\"timeout\"}");
  }

  private Answer merge(String from, String into) {
    return shop.admin()
        .post(from + "/merge", "{\"into\":\"" + into.substring(into.lastIndexOf('/') + 1) + "\"}");
  }

  /** The address of a hold. */
  private String holdOf(String account, String body) {
    return account
        + "/holds/"
        + shop.till().post(account + "/holds", body).expect(201).get("hold.id");
  }

  private static String rowOf(Answer answer) {
    return answer.expect(200).get("transaction.id");
  }

  /** The address of an account that has points. */
  private String account(long points) {
    String account = newPhone();
    shop.till().post(account + "/add", "{\"points\":" + points + "}").expect(200);
    return account;
  }

  /** The address of a phone that nobody has used yet. */
  private String newPhone() {
    phones++;
    return shop.path("/loyalty/07700900" + (500 + phones));
  }
}
