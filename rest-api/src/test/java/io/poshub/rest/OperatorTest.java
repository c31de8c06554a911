package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do with tenants, and operators and admins with keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorTest {
  private static final String REST =
      "\"name\":\"N\",\"currency\":\"GBP\",\"time_zone\":\"Europe/London\",\"country\":\"GB\"";

  private RestFixture hub;

  @BeforeAll
  void open() {
    hub = RestFixture.create();
    hub.shop("op-wrong-key");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void aNewTenantComesWithAKeyPerRole() {
    Answer created =
        hub.operator().post("/admin/tenants", "{\"slug\":\"op-new\"," + REST + "}").expect(201);

    assertThat(created.header("Location")).isEqualTo("/admin/tenants/op-new");
    assertThat(created.at("tenant.slug")).isEqualTo("op-new");
    assertThat(created.at("tenant.active")).isEqualTo("true");
    assertThat(created.at("tenant.time_zone")).isEqualTo("Europe/London");
    assertThat(created.list("keys")).hasSize(3);
    assertThat(created.get("keys.0.key")).startsWith("ph_live_");
    hub.operator()
        .post("/admin/tenants", "{\"slug\":\"op-new\"," + REST + "}")
        .expectProblem(409, "tenant_exists");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "main",
        "admin",
        "mysql",
        "api",
        "ws",
        "sys",
        "hub",
        "1a",
        "-ab",
        "ab-",
        "a--b",
        "Ab",
        "a_b",
        "a.b",
        "abcdefghijabcdefghijabcdefghijab",
        "caf\u00e9"
      })
  void aSlugThatCannotBeIsRefused(String slug) {
    hub.operator()
        .post("/admin/tenants", "{\"slug\":\"" + slug + "\"," + REST + "}")
        .expectInvalid("slug");
  }

  @ParameterizedTest
  @CsvSource({
    "name,\"\"",
    "currency,\"XXX\"",
    "currency,\"gbp\"",
    "currency,\"ZZZ\"",
    "time_zone,\"Mars/Olympus\"",
    "time_zone,\"+01:00\"",
    "country,\"UK\"",
    "country,\"gb\"",
    "country,7",
  })
  void aWrongTenantIsRefusedByField(String field, String value) {
    String body = "{\"slug\":\"op-wrong\"," + REST + "}";
    String wrong = body.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + value);

    hub.operator().post("/admin/tenants", wrong).expectInvalid(field);
  }

  @Test
  void tenantsAreListedInPages() {
    for (String slug : new String[] {"op-l1", "op-l2", "op-l3"}) {
      hub.shop(slug);
    }
    Answer first = hub.operator().get("/admin/tenants?limit=2").expect(200);

    assertThat(first.list("tenants")).hasSize(2);
    Answer second =
        hub.operator().get("/admin/tenants?limit=200&cursor=" + first.get("cursor")).expect(200);
    assertThat(second.list("tenants")).isNotEmpty();
    hub.operator().get("/admin/tenants?cursor=x").expectInvalid("cursor");
  }

  @Test
  void aTenantIsChangedButNotItsCurrency() {
    hub.shop("op-patch");

    Answer changed =
        hub.operator()
            .patch(
                "/admin/tenants/op-patch",
                "{\"name\":\"New\",\"time_zone\":\"Asia/Tokyo\",\"country\":\"JP\",\"currency\":\"GBP\"}")
            .expect(200);

    assertThat(changed.at("tenant.name")).isEqualTo("New");
    assertThat(changed.at("tenant.time_zone")).isEqualTo("Asia/Tokyo");
    assertThat(changed.at("tenant.currency")).isEqualTo("GBP");
    hub.operator()
        .patch("/admin/tenants/op-patch", "{\"currency\":\"EUR\"}")
        .expectInvalid("currency");
    hub.operator().patch("/admin/tenants/op-patch", "{\"active\":\"no\"}").expectInvalid("active");
    assertThat(hub.operator().get("/admin/tenants/op-patch").expect(200).at("tenant.name"))
        .isEqualTo("New");
  }

  @Test
  void anUnknownTenantIs404() {
    for (String slug : new String[] {"op-none", "main", "%20", "X"}) {
      String path = "/admin/tenants/" + slug;
      hub.operator().get(path).expectProblem(404, "tenant_not_found");
      hub.operator().patch(path, "{}").expectProblem(404, "tenant_not_found");
      hub.operator().delete(path).expectProblem(404, "tenant_not_found");
      hub.operator().get(path + "/keys").expectProblem(404, "tenant_not_found");
      hub.operator()
          .post(path + "/keys", "{\"role\":\"admin\"}")
          .expectProblem(404, "tenant_not_found");
      hub.operator().delete(path + "/keys/x").expectProblem(404, "tenant_not_found");
    }
  }

  @Test
  void nobodyElseIsAnOperator() {
    Shop shop = hub.shop("op-nobody");
    for (String token : new String[] {null, "", "op_wrong", shop.admin().key()}) {
      hub.voice(token, null).get("/admin/tenants").expectProblem(401, "unauthenticated");
      hub.voice(token, null).post("/admin/tenants", "{").expectProblem(401, "unauthenticated");
    }
    hub.voice(null, null)
        .get("/admin/tenants", Map.of("authorization", "Bearer " + RestFixture.OPERATOR_TOKEN))
        .expect(200);
  }

  @Test
  void operatorsManageKeys() {
    Shop shop = hub.shop("op-keys");
    Answer issued =
        hub.operator()
            .post("/admin/tenants/op-keys/keys", "{\"role\":\"platform\",\"name\":\"site\"}")
            .expect(201);

    Voice site = hub.voice(issued.get("secret"), "op-keys");
    site.get(shop.path("/orders")).expect(200);
    assertThat(hub.operator().get("/admin/tenants/op-keys/keys").expect(200).list("keys"))
        .hasSize(4);
    hub.operator().delete("/admin/tenants/op-keys/keys/" + issued.get("key.id")).expect(204);
    hub.operator()
        .delete("/admin/tenants/op-keys/keys/" + issued.get("key.id"))
        .expectProblem(404, "key_not_found");
    site.get(shop.path("/orders")).expectProblem(401, "unauthenticated");
  }

  @Test
  void anAdminManagesTheTenantsOwnKeysOnly() {
    Shop shop = hub.shop("op-own");
    Shop other = hub.shop("op-other");
    Answer issued =
        shop.admin()
            .post(
                shop.path("/keys"),
                "{\"role\":\"terminal\",\"expires_at\":\"2026-12-01T00:00:00Z\",\"unknown\":1}")
            .expect(201);
    assertThat(issued.at("key.expires_at")).isEqualTo("2026-12-01T00:00:00.000Z");
    assertThat(issued.at("key.role")).isEqualTo("terminal");
    assertThat(issued.get("secret")).endsWith(issued.get("key.last4"));
    assertThat(issued.get("secret")).startsWith(issued.get("key.prefix"));

    Answer first = shop.admin().get(shop.path("/keys?limit=3")).expect(200);
    assertThat(first.list("keys")).hasSize(3);
    assertThat(first.body()).doesNotContain(issued.get("secret"));
    assertThat(
            shop.admin()
                .get(shop.path("/keys?limit=3&cursor=" + first.get("cursor")))
                .expect(200)
                .list("keys"))
        .hasSize(1);
    other
        .admin()
        .delete(other.path("/keys/" + issued.get("key.id")))
        .expectProblem(404, "key_not_found");
    shop.admin().delete(shop.path("/keys/nope")).expectProblem(404, "key_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|role",
        "{\"role\":\"boss\"}|role",
        "{\"role\":\"admin\",\"expires_at\":\"2026-11-21T12:00:00Z\"}|expires_at",
        "{\"role\":\"admin\",\"expires_at\":\"never\"}|expires_at",
        "{\"role\":\"admin\",\"name\":\"\"}|name",
      })
  void aWrongKeyIsRefusedByField(String body, String field) {
    hub.operator().post("/admin/tenants/op-wrong-key/keys", body).expectInvalid(field);
  }
}
