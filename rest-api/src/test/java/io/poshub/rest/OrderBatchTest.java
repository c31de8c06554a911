package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.util.Collections;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderBatchTest {
  private static final String TEA =
      "\"items\":[{\"name\":\"Tea\",\"quantity\":\"2\",\"unit_price\":\"2.25\"}],\"total\":\"4.50\"";

  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("batches");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void eachOrderIsAnsweredOnItsOwnAndInItsPlace() {
    long before = seq(shop);
    Answer answer =
        post(
                order("web", "b-1"),
                "{\"source\":\"web\",\"items\":[],\"total\":\"1\"}",
                "7",
                order("web", "b-1"),
                "{\"source\":\"web\",\"currency\":\"EUR\"," + TEA + "}",
                order("pos", "b-2"))
            .expect(200);

    assertThat(answer.list("results")).hasSize(6);
    assertThat(answer.at("results.0.status")).isEqualTo("201");
    assertThat(answer.at("results.0.order.status")).isEqualTo("pending");
    assertThat(answer.has("results.0.problem")).isFalse();
    assertThat(answer.at("results.1.status")).isEqualTo("400");
    assertThat(answer.at("results.1.problem.code")).isEqualTo("validation_failed");
    assertThat(answer.at("results.1.problem.errors.0.field")).isEqualTo("items");
    assertThat(answer.at("results.1.problem.request_id")).isEqualTo("request-1");
    assertThat(answer.has("results.1.order")).isFalse();
    assertThat(answer.at("results.2.problem.code")).isEqualTo("validation_failed");
    assertThat(answer.at("results.3.status")).isEqualTo("200");
    assertThat(answer.at("results.3.order")).isEqualTo(answer.at("results.0.order"));
    assertThat(answer.at("results.4.status")).isEqualTo("422");
    assertThat(answer.at("results.4.problem.code")).isEqualTo("currency_mismatch");
    assertThat(answer.at("results.5.status")).isEqualTo("201");
    assertThat(answer.at("results.5.order.status")).isEqualTo("completed");
    assertThat(seq(shop)).isEqualTo(before + 1);
  }

  @Test
  void aHundredOrdersFitAndTellTheStreamOnceEach() {
    long before = seq(shop);
    String[] orders =
        IntStream.range(0, 100).mapToObj(i -> order("app", "h-" + i)).toArray(String[]::new);

    Answer answer = post(orders).expect(200);

    assertThat(answer.list("results")).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(answer.at("results." + i + ".order.external_id")).isEqualTo("h-" + i);
    }
    assertThat(seq(shop)).isEqualTo(before + 100);
    assertThat(seq(shop)).isEqualTo(before + 100);
    post(orders).expect(200);
    assertThat(seq(shop)).isEqualTo(before + 100);
  }

  @Test
  void theKeyProtectsTheBatchAsAWhole() {
    String body = "{\"orders\":[" + order("web", null) + ",7]}";
    String path = shop.path("/orders/batch");
    Answer first = shop.platform().post(path, body, "batch-key").expect(200);
    long seq = seq(shop);

    Answer again = shop.platform().post(path, body, "batch-key").expect(200);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(seq(shop)).isEqualTo(seq);
    shop.platform()
        .post(path, "{\"orders\":[" + order("web", null) + "]}", "batch-key")
        .expectProblem(422, "idempotency_key_reused");
  }

  @Test
  void aPausedShopRefusesTheOnlineOnesOnly() {
    Shop paused = hub.shop("paused");
    paused.admin().put(paused.path("/settings"), settings("paused", 15)).expect(200);

    Answer answer =
        paused
            .platform()
            .post(
                paused.path("/orders/batch"),
                "{\"orders\":[" + order("web", null) + "," + order("pos", null) + "]}")
            .expect(200);

    assertThat(answer.at("results.0.status")).isEqualTo("409");
    assertThat(answer.at("results.0.problem.code")).isEqualTo("ordering_paused");
    assertThat(answer.at("results.0.problem.retryable")).isEqualTo("true");
    assertThat(answer.at("results.1.status")).isEqualTo("201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"orders\":[]}", "{\"orders\":{}}", "{\"orders\":null}"})
  void aBatchNeedsOrders(String body) {
    shop.platform().post(shop.path("/orders/batch"), body).expectInvalid("orders");
  }

  @Test
  void aBatchHasABound() {
    post(Collections.nCopies(101, order("web", null)).toArray(String[]::new))
        .expectInvalid("orders");
  }

  @Test
  void terminalsSendTheirOrdersOneByOne() {
    shop.till()
        .post(shop.path("/orders/batch"), "{\"orders\":[" + order("pos", null) + "]}")
        .expectProblem(403, "forbidden_role");
  }

  @Test
  void theSiteSeesHowTheShopTakesOrders() {
    Shop busy = hub.shop("busy");
    assertThat(busy.platform().get(busy.path("/health")).at("ordering"))
        .isEqualTo("{\"mode\":\"open\",\"delay_minutes\":0,\"prep_minutes\":20}");

    busy.admin().put(busy.path("/settings"), settings("busy", 25)).expect(200);

    assertThat(busy.platform().get(busy.path("/health")).at("ordering"))
        .isEqualTo("{\"mode\":\"busy\",\"delay_minutes\":25,\"prep_minutes\":20}");
  }

  @Test
  void aBusyKitchenBeginsEarlier() {
    Shop busy = hub.shop("slow");
    String order =
        "{\"source\":\"web\",\"fulfillment\":{\"requested_at\":\"2026-11-21T12:40:00Z\"},"
            + TEA
            + "}";
    assertThat(busy.platform().post(busy.path("/orders"), order).at("order.status"))
        .isEqualTo("scheduled");

    busy.admin().put(busy.path("/settings"), settings("busy", 20)).expect(200);

    assertThat(busy.platform().post(busy.path("/orders"), order).at("order.status"))
        .isEqualTo("pending");
  }

  private Answer post(String... orders) {
    return shop.platform()
        .post(shop.path("/orders/batch"), "{\"orders\":[" + String.join(",", orders) + "]}");
  }

  private static String order(String source, @Nullable String externalId) {
    String id = externalId == null ? "" : "\"external_id\":\"" + externalId + "\",";
    return "{\"source\":\"" + source + "\"," + id + TEA + "}";
  }

  private static String settings(String mode, int busyDelayMinutes) {
    return """
    {"accept_within_s":180,"escalation":[],"on_overdue":"keep","mode":"%s",
     "busy_delay_minutes":%d,"require_idempotency_key":false,"event_retention_days":7,
     "prep_minutes":20,"business_day_ends_at":"00:00"}
    """
        .formatted(mode, busyDelayMinutes);
  }

  private static long seq(Shop of) {
    return Long.parseLong(of.till().get(of.path("/health")).get("seq"));
  }
}
