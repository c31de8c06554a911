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

/** Webhooks at the door; nothing is delivered here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksTest {
  private static final String UNKNOWN = "01900000-0000-7000-8000-000000000000";

  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("bakery");
    hub.lookup.put("shop.example", "8.8.8.8");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aNewWebhookIsListedButItsSecretIsShownOnce() {
    Answer created =
        post("https://shop.example/hook", "[\"new_order\",\"order_overdue\",\"new_order\"]")
            .expect(201);

    assertThat(created.get("secret")).startsWith("whsec_");
    assertThat(created.at("webhook.url")).isEqualTo("https://shop.example/hook");
    assertThat(created.at("webhook.events")).isEqualTo("[\"new_order\",\"order_overdue\"]");
    assertThat(created.at("webhook.status")).isEqualTo("active");
    assertThat(created.at("webhook.created_at")).isEqualTo("2026-11-21T12:00:00.000Z");
    Answer listed = shop.admin().get(shop.path("/webhooks")).expect(200);
    assertThat(listed.at("webhooks.0")).isEqualTo(created.at("webhook"));
    assertThat(listed.body()).doesNotContain(created.get("secret"));
    assertThat(listed.at("has_more")).isEqualTo("false");
    assertThat(shop.admin().get(deliveries(created)).expect(200).body())
        .isEqualTo("{\"deliveries\":[],\"has_more\":false}");
  }

  @Test
  void aDeletedWebhookIsGone() {
    Answer created = post("https://shop.example/hook", "[\"new_order\"]").expect(201);
    String path = shop.path("/webhooks/" + created.get("webhook.id"));

    shop.admin().delete(path).expect(204);

    shop.admin().delete(path).expectProblem(404, "webhook_not_found");
    shop.admin().get(path + "/deliveries").expectProblem(404, "webhook_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {UNKNOWN, "x", "7"})
  void anUnknownWebhookIsNotFound(String id) {
    shop.admin().delete(shop.path("/webhooks/" + id)).expectProblem(404, "webhook_not_found");
    shop.admin()
        .get(shop.path("/webhooks/" + id + "/deliveries"))
        .expectProblem(404, "webhook_not_found");
  }

  @Test
  void anotherTenantsWebhookIsNotFound() {
    Answer created = post("https://shop.example/hook", "[\"new_order\"]").expect(201);
    Shop other = hub.shop("other");

    other
        .admin()
        .delete(other.path("/webhooks/" + created.get("webhook.id")))
        .expectProblem(404, "webhook_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":[\"new_order\"]}|url",
        "{\"url\":7,\"events\":[\"new_order\"]}|url",
        "{\"url\":\"shop.example\",\"events\":[\"new_order\"]}|url",
        "{\"url\":\"ftp://shop.example/\",\"events\":[\"new_order\"]}|url",
        "{\"url\":\"https://u:p@shop.example/\",\"events\":[\"new_order\"]}|url",
        "{\"url\":\"https://shop.example/\"}|events",
        "{\"url\":\"https://shop.example/\",\"events\":[]}|events",
        "{\"url\":\"https://shop.example/\",\"events\":\"new_order\"}|events",
        "{\"url\":\"https://shop.example/\",\"events\":[\"all\"]}|events[0]",
        "{\"url\":\"https://shop.example/\",\"events\":[\"new_order\",7]}|events[1]",
      })
  void aWrongWebhookIsRefusedByField(String body, String field) {
    shop.admin().post(shop.path("/webhooks"), body).expectInvalid(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1"
      })
  void aHostThatLeadsInwardsIsRefused(String address) {
    hub.lookup.put("inward.example", "8.8.8.8", address);

    post("https://inward.example/", "[\"new_order\"]").expectProblem(400, "webhook_target_refused");
  }

  @Test
  void aHostWithoutAnAddressIsRefused() {
    post("https://nowhere.example/", "[\"new_order\"]")
        .expectProblem(400, "webhook_target_refused");
  }

  @Test
  void oneTenantHasTwentyAtMost() {
    Shop full = hub.shop("full");
    String body = body("https://shop.example/", "[\"new_order\"]");
    for (int i = 0; i < 20; i++) {
      full.admin().post(full.path("/webhooks"), body).expect(201);
    }

    full.admin().post(full.path("/webhooks"), body).expectProblem(409, "webhook_limit_reached");
    Answer page = full.admin().get(full.path("/webhooks?limit=15")).expect(200);
    assertThat(page.list("webhooks")).hasSize(15);
    Answer rest =
        full.admin().get(full.path("/webhooks?limit=15&cursor=" + page.get("cursor"))).expect(200);
    assertThat(rest.list("webhooks")).hasSize(5);
    assertThat(rest.at("has_more")).isEqualTo("false");
    full.admin().get(full.path("/webhooks?cursor=x")).expectInvalid("cursor");
    full.admin().get(full.path("/webhooks?limit=0")).expectInvalid("limit");
  }

  @Test
  void onlyAnAdminMayLookOrTouch() {
    String path = shop.path("/webhooks");
    String body = body("https://shop.example/", "[\"new_order\"]");
    for (Voice voice : new Voice[] {shop.till(), shop.platform()}) {
      voice.get(path).expectProblem(403, "forbidden_role");
      voice.post(path, body).expectProblem(403, "forbidden_role");
      voice.delete(path + "/" + UNKNOWN).expectProblem(403, "forbidden_role");
      voice.get(path + "/" + UNKNOWN + "/deliveries").expectProblem(403, "forbidden_role");
    }
  }

  private String deliveries(Answer created) {
    return shop.path("/webhooks/" + created.get("webhook.id") + "/deliveries");
  }

  private Answer post(String url, String events) {
    return shop.admin().post(shop.path("/webhooks"), body(url, events));
  }

  private static String body(String url, String events) {
    return "{\"url\":\"" + url + "\",\"events\":" + events + "}";
  }
}
