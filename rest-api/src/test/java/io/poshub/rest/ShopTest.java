package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.rest.RestFixture.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The online shop over HTTP; the connector itself is faked. */
class ShopTest {
  private static final String CONNECTOR = "/connectors/woocommerce";
  private static final String ACCESS =
      "{\"store_url\":\"https://shop.example\",\"consumer_key\":\"ck_1\",\"consumer_secret\":\"cs_2\"}";

  private final RestFixture hub = RestFixture.create();
  private final Shop shop = hub.shop("kitchen");

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void withoutAShopEverythingSaysSo() {
    check(shop.admin().get(shop.path(CONNECTOR)).expect(200), "connector.state", "not_configured");
    check(shop.till().get(shop.path("/orders/sync/status")).expect(200), "state", "not_configured");
    check(
        shop.platform().post(shop.path("/orders/sync"), "{}").expect(409),
        "code",
        "shop_not_connected");
    shop.admin().delete(shop.path(CONNECTOR)).expect(204);
  }

  @Test
  void aShopIsConnectedWithDefaultsAndNeverShowsItsSecret() {
    Answer answer = shop.admin().put(shop.path(CONNECTOR), ACCESS).expect(200);

    check(answer, "connector.state", "active", "connector.sync_interval_minutes", "5");
    assertThat(answer.body()).doesNotContain("cs_2");
    assertThat(hub.shop.accesses.getFirst().daysBack()).isEqualTo(30);
    assertThat(hub.shop.accesses.getFirst().toString()).doesNotContain("cs_2");
    shop.platform().post(shop.path("/orders/sync"), "{\"days_back\":7}").expect(202);
    assertThat(hub.shop.asked).contains("kitchen 7");
  }

  @Test
  void onlyAdminsConnect() {
    shop.platform().put(shop.path(CONNECTOR), ACCESS).expect(403);
    shop.till().get(shop.path(CONNECTOR)).expect(403);
  }

  @Test
  void eachRefusalHasItsCode() {
    check(shop.admin().put(shop.path(CONNECTOR), "{}").expect(400), "code", "validation_failed");
    hub.shop.outcome = new ConnectOutcome.WrongAddress("must begin with https://");
    check(
        shop.admin().put(shop.path(CONNECTOR), ACCESS).expect(400), "errors.0.field", "store_url");
    hub.shop.outcome = new ConnectOutcome.TargetRefused();
    check(
        shop.admin().put(shop.path(CONNECTOR), ACCESS).expect(400), "code", "shop_target_refused");
    hub.shop.outcome = new ConnectOutcome.AccessRefused("no");
    check(
        shop.admin().put(shop.path(CONNECTOR), ACCESS).expect(422), "code", "shop_access_refused");
    hub.shop.outcome = new ConnectOutcome.OtherCurrency("USD");
    check(shop.admin().put(shop.path(CONNECTOR), ACCESS).expect(422), "code", "currency_mismatch");
    hub.shop.outcome = new ConnectOutcome.Unreachable("down");
    check(shop.admin().put(shop.path(CONNECTOR), ACCESS).expect(503), "code", "shop_unreachable");
  }

  @Test
  void aWebhookNeedsNoKeyAndIsAnsweredByWhatItWas() {
    hub.voice(null, null).post("/hooks/kitchen/woocommerce", "{\"id\":1}").expect(200);
    assertThat(hub.shop.hooks).hasSize(1);
    hub.shop.hookAnswer = HookAnswer.WRONG_SIGNATURE;
    hub.voice(null, null).post("/hooks/kitchen/woocommerce", "{}").expect(401);
    hub.shop.hookAnswer = HookAnswer.UNKNOWN;
    hub.voice(null, null).post("/hooks/nobody/woocommerce", "{}").expect(404);
    hub.shop.hookAnswer = HookAnswer.UNREADABLE;
    hub.voice(null, null).post("/hooks/kitchen/woocommerce", "{").expect(400);
    hub.shop.hookAnswer = HookAnswer.TOO_MANY_FORGED;
    check(
        hub.voice(null, null).post("/hooks/kitchen/woocommerce", "{}").expect(429),
        "code",
        "rate_limited");
    hub.shop.hookAnswer = HookAnswer.LOCKED;
    check(
        hub.voice(null, null).post("/hooks/kitchen/woocommerce", "{}").expect(503),
        "code",
        "unavailable",
        "retryable",
        "true");
  }

  @Test
  void operatorsLookAfterTheQueue() {
    String queue = "/admin/tenants/kitchen/queue";
    check(hub.operator().get(queue).expect(200), "jobs.0.state", "dead");
    hub.operator().get(queue + "?state=waiting").expect(200);
    hub.operator().get(queue + "?state=odd").expect(400);
    check(hub.operator().get(queue + "/stats").expect(200), "queue.dead", "1");
    check(
        hub.operator().get(queue + "/" + FakeConnector.JOB_ID).expect(200),
        "job.external_id",
        "160");
    hub.operator().get(queue + "/01980000-0000-7000-8000-0000000000ff").expect(404);
    hub.operator().post(queue + "/" + FakeConnector.JOB_ID + "/retry", "").expect(200);
    check(hub.operator().post(queue + "/retry", "").expect(200), "retried", "1", "overtaken", "2");
    check(
        hub.operator().post(queue + "/clear", "{\"state\":\"dead\",\"dry_run\":true}").expect(200),
        "cleared",
        "1");
    hub.operator().post(queue + "/clear", "{\"state\":\"done\"}").expect(400);
    check(hub.operator().post(queue + "/prune", "{}").expect(200), "pruned", "3");
    hub.operator().post("/admin/sync", "").expect(202);
    shop.admin().get(queue).expect(401);
  }

  @Test
  void ordersThatNoTillCanHaveAreListedForAdminsAndOperators() {
    String path = shop.path(CONNECTOR + "/unmappable");
    Answer page = shop.admin().get(path).expect(200);
    check(
        page,
        "orders.0.external_id",
        "160",
        "orders.0.reason",
        "it has no lines",
        "orders.0.since",
        "2026-11-21T12:00:00.000Z",
        "orders.0.shop_url",
        "https://s/160",
        "has_more",
        "true");
    check(
        shop.admin().get(path + "?cursor=" + page.get("cursor")).expect(200), "has_more", "false");
    shop.admin().get(path + "?cursor=nonsense").expect(400);
    shop.till().get(path).expect(403);
    check(
        hub.operator().get("/admin/tenants/kitchen/queue/unmappable").expect(200),
        "orders.0.external_id",
        "160");
  }

  @Test
  void ordersAreSortedFilteredAndSummed() {
    for (String total : new String[] {"5.00", "7.50", "2.00"}) {
      shop.platform()
          .post(
              shop.path("/orders"),
              """
              {"source":"web","total":"%s","items":[{"name":"Soup","quantity":1,"unit_price":"%s"}]}
              """
                  .formatted(total, total))
          .expect(201);
    }

    Answer page = shop.till().get(shop.path("/orders?sort=-total&limit=2")).expect(200);
    check(page, "orders.0.total", "7.50", "orders.1.total", "5.00");
    check(
        shop.till()
            .get(shop.path("/orders?sort=-total&limit=2&cursor=" + page.get("cursor")))
            .expect(200),
        "orders.0.total",
        "2.00");
    check(shop.till().get(shop.path("/orders?sort=total")).expect(200), "orders.0.total", "2.00");
    shop.till().get(shop.path("/orders?sort=-updated_at")).expect(200);
    shop.till().get(shop.path("/orders?sort=size")).expect(400);
    shop.till().get(shop.path("/orders?cursor=" + page.get("cursor"))).expect(400);
    check(
        shop.till().get(shop.path("/orders/stats")).expect(200),
        "orders",
        "3",
        "by_status.pending",
        "3",
        "revenue",
        "14.50");
    check(
        shop.till().get(shop.path("/orders/stats?source=woocommerce")).expect(200), "orders", "0");
  }

  private static void check(Answer answer, String... pathsAndValues) {
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      assertThat(answer.get(pathsAndValues[i])).isEqualTo(pathsAndValues[i + 1]);
    }
  }
}
