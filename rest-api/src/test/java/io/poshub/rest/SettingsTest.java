package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.rest.RestFixture.Shop;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {
  private static final String DEFAULTS =
      """
      {"accept_within_s":180,"escalation":[{"after_s":60,"action":"event"}],"on_overdue":"keep",\
      "mode":"open","busy_delay_minutes":15,"require_idempotency_key":false,\
      "event_retention_days":7,"prep_minutes":20,"business_day_ends_at":"00:00","points_per_unit":1}\
      """;
  private static final String ITEMS =
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
  void aNewTenantHasDefaults() {
    Shop shop = newShop();
    assertThat(read(shop)).isEqualTo(DEFAULTS);
  }

  @Test
  void theWholeObjectIsReplaced() {
    Shop shop = newShop();
    String wish =
        """
        {"accept_within_s":3,"escalation":[{"after_s":1,"action":"webhook"},\
        {"after_s":86400,"action":"event"}],"on_overdue":"reject","mode":"busy",\
        "busy_delay_minutes":30,"require_idempotency_key":true,"event_retention_days":365,\
        "prep_minutes":0,"business_day_ends_at":"23:59","points_per_unit":0.05}\
        """;

    Answer put = shop.admin().put(shop.path("/settings"), wish).expect(200);

    assertThat(put.get("settings")).isEqualTo(wish);
    assertThat(read(shop)).isEqualTo(wish);
    assertThat(put(shop, DEFAULTS).get("settings")).isEqualTo(DEFAULTS);
    assertThat(put(shop, with("escalation", "[]")).list("settings.escalation")).isEmpty();
    put(shop, with("more_to_come", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accept_within_s|2|accept_within_s",
        "accept_within_s|86401|accept_within_s",
        "accept_within_s|\"60\"|accept_within_s",
        "escalation|{}|escalation",
        "escalation|[{\"after_s\":0,\"action\":\"event\"}]|escalation[0].after_s",
        "escalation|[{\"after_s\":5,\"action\":\"siren\"}]|escalation[0].action",
        "escalation|[{\"after_s\":5}]|escalation[0].action",
        "escalation|[5]|escalation[0]",
        "on_overdue|\"panic\"|on_overdue",
        "mode|\"closed\"|mode",
        "mode|\"OPEN\"|mode",
        "busy_delay_minutes|-1|busy_delay_minutes",
        "busy_delay_minutes|1441|busy_delay_minutes",
        "require_idempotency_key|\"yes\"|require_idempotency_key",
        "event_retention_days|0|event_retention_days",
        "event_retention_days|366|event_retention_days",
        "prep_minutes|-1|prep_minutes",
        "prep_minutes|1.5|prep_minutes",
        "business_day_ends_at|\"24:00\"|business_day_ends_at",
        "business_day_ends_at|\"4:00\"|business_day_ends_at",
        "business_day_ends_at|\"04:00:00\"|business_day_ends_at",
        "business_day_ends_at|4|business_day_ends_at",
        "points_per_unit|-1|points_per_unit",
        "points_per_unit|\"1\"|points_per_unit",
        "points_per_unit|1e2|points_per_unit",
        "points_per_unit|0.00001|points_per_unit",
        "points_per_unit|100000.0001|points_per_unit",
      })
  void whatIsOutOfBoundsIsRefused(String name, String value, String field) {
    Shop shop = newShop();
    shop.admin().put(shop.path("/settings"), with(name, value)).expectInvalid(field);
    assertThat(read(shop)).isEqualTo(DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept_within_s",
        "escalation",
        "on_overdue",
        "mode",
        "busy_delay_minutes",
        "require_idempotency_key",
        "event_retention_days",
        "prep_minutes",
        "business_day_ends_at"
      })
  void nothingMayBeLeftOut(String name) {
    Shop shop = newShop();
    shop.admin().put(shop.path("/settings"), with(name, "null")).expectInvalid(name);
  }

  @Test
  void onlyAnAdminSeesAndChangesThem() {
    Shop shop = newShop();
    for (Voice voice : List.of(shop.till(), shop.platform())) {
      voice.get(shop.path("/settings")).expectProblem(403, "forbidden_role");
      voice.put(shop.path("/settings"), DEFAULTS).expectProblem(403, "forbidden_role");
    }
    shop.admin().post(shop.path("/settings"), DEFAULTS).expectProblem(405, "method_not_allowed");
  }

  @Test
  void terminalsHearOfTheModeWhenItChangesAndOnlyThen() {
    Shop shop = newShop();
    put(shop, with("prep_minutes", "5"));
    put(shop, with("busy_delay_minutes", "40"));
    put(shop, with("mode", "\"busy\""));
    put(shop, with("mode", "\"busy\""));
    put(shop, with("mode", "\"paused\""));
    put(shop, DEFAULTS);

    Answer events = shop.till().get(shop.path("/events?after=0")).expect(200);

    assertThat(events.list("events").stream().map(event -> at(event, "type")))
        .containsOnly("mode_changed");
    assertThat(events.list("events").stream().map(event -> at(event, "data")))
        .containsExactly(
            "{\"mode\":\"busy\",\"delay_minutes\":15}",
            "{\"mode\":\"paused\",\"delay_minutes\":0}",
            "{\"mode\":\"open\",\"delay_minutes\":0}");
  }

  @Test
  void aPausedShopTakesNoNewOnlineOrders() {
    Shop shop = newShop();
    String known = "{\"source\":\"web\",\"external_id\":\"w-1\"," + ITEMS + "}";
    Answer first = shop.platform().post(shop.path("/orders"), known).expect(201);
    put(shop, with("mode", "\"paused\""));

    shop.platform()
        .post(shop.path("/orders"), "{\"source\":\"web\"," + ITEMS + "}")
        .expectProblem(409, "ordering_paused");
    Answer again = shop.platform().post(shop.path("/orders"), known).expect(200);
    assertThat(again.get("order.id")).isEqualTo(first.get("order.id"));
    shop.till().post(shop.path("/orders"), "{\"source\":\"pos\"," + ITEMS + "}").expect(201);

    put(shop, with("mode", "\"busy\""));
    shop.platform().post(shop.path("/orders"), "{\"source\":\"web\"," + ITEMS + "}").expect(201);
  }

  @Test
  void thePreparationTimeDecidesWhenAnOrderIsScheduled() {
    Shop shop = newShop();
    String inAnHour =
        "{\"source\":\"web\",\"fulfillment\":{\"type\":\"pickup\",\"requested_at\":"
            + "\"2026-11-21T13:00:00Z\"},"
            + ITEMS
            + "}";
    assertThat(status(shop, inAnHour)).isEqualTo("scheduled");
    put(shop, with("prep_minutes", "60"));
    assertThat(status(shop, inAnHour)).isEqualTo("pending");
    put(shop, with("prep_minutes", "59"));
    assertThat(status(shop, inAnHour)).isEqualTo("scheduled");
  }

  @Test
  void orderNumbersStartAgainWhenTheBusinessDayEnds() {
    Shop shop = newShop();
    put(shop, with("business_day_ends_at", "\"04:00\""));
    Instant before = hub.clock.instant();
    try {
      assertThat(number(shop, "2026-11-21T23:00:00Z")).isEqualTo("1");
      assertThat(number(shop, "2026-11-22T00:30:00Z")).isEqualTo("2");
      assertThat(number(shop, "2026-11-22T03:59:59Z")).isEqualTo("3");
      assertThat(number(shop, "2026-11-22T04:00:00Z")).isEqualTo("1");
      put(shop, DEFAULTS);
      assertThat(number(shop, "2026-11-22T23:59:59Z")).isEqualTo("2");
      assertThat(number(shop, "2026-11-23T00:00:00Z")).isEqualTo("1");
    } finally {
      hub.clock.set(before);
    }
  }

  private String number(Shop shop, String now) {
    hub.clock.set(Instant.parse(now));
    return shop.platform()
        .post(shop.path("/orders"), "{\"source\":\"web\"," + ITEMS + "}")
        .expect(201)
        .get("order.display_number");
  }

  private static String status(Shop shop, String order) {
    return shop.platform().post(shop.path("/orders"), order).expect(201).get("order.status");
  }

  private static String read(Shop shop) {
    return shop.admin().get(shop.path("/settings")).expect(200).get("settings");
  }

  private static Answer put(Shop shop, String settings) {
    return shop.admin().put(shop.path("/settings"), settings).expect(200);
  }

  private static String at(JsonValue value, String name) {
    return new Answer(HttpReply.json(200, Json.writeBytes(value))).get(name);
  }

  /** The defaults with one member in another way. */
  private static String with(String name, String json) {
    try {
      Map<String, JsonValue> members =
          new LinkedHashMap<>(((JsonValue.Obj) Json.parse(DEFAULTS)).members());
      members.put(name, Json.parse(json));
      return Json.write(new JsonValue.Obj(members));
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  private Shop newShop() {
    shops++;
    return hub.shop("settings-" + shops);
  }
}
