package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import io.poshub.rest.RestFixture.Shop;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what everybody else is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTest {
  private RestFixture hub;
  private Shop shop;
  private Shop other;

  @BeforeAll
  void openShops() {
    hub = RestFixture.create();
    shop = hub.shop("door");
    other = hub.shop("door-two");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/api",
        "/api/door",
        "/api/door/orders/",
        "/api/door//orders",
        "//api/door/orders",
        "/API/door/orders",
        "/api/door/orders/1/2",
        "/api/door/gift-cards/",
        "",
        "*",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s"
      })
  void whatIsNoAddressIs404EvenWithoutAKey(String path) {
    hub.voice(null, null).get(path).expectProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/door/orders/%",
        "/api/door/orders/%4",
        "/api/%zz/orders",
        "/api/door/%c3%28",
        "/api/door/orders/%00",
        "/api/door/orders/%0a",
        "/caf\u00e9"
      })
  void aPathThatCannotBeReadIs400(String path) {
    shop.till().get(path).expectProblem(400, "malformed_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/api/door/health|GET",
        "DELETE|/api/door/orders|GET, POST",
        "PUT|/api/door/orders/1|GET, PATCH",
        "PATCH|/api/door/orders/pending|GET",
        "GET|/api/door/gift-cards/X/deduct|POST",
        "BREW|/health/live|GET",
        "PUT|/admin/tenants/x|GET, PATCH, DELETE",
      })
  void anotherMethodIs405WithThoseThatWork(String method, String path, String allow) {
    Answer refused = hub.voice(null, null).call(method, path, null, Map.of());

    refused.expectProblem(405, "method_not_allowed");
    assertThat(refused.header("Allow")).isEqualTo(allow);
  }

  @Test
  void noKeyAndAnUnknownKeyAre401() {
    for (String key : new String[] {null, "", "  ", "ph_live_nope", "x".repeat(5_000)}) {
      Answer refused = hub.voice(key, "door").get("/api/door/health");
      refused.expectProblem(401, "unauthenticated");
      assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }
    hub.voice(null, "door")
        .get("/api/door/health", Map.of("authorization", "Basic abc"))
        .expectProblem(401, "unauthenticated");
  }

  @Test
  void aKeyMayComeAsABearerToken() {
    String bearer = "bearer " + shop.till().key();

    hub.voice(null, "door").get("/api/door/health", Map.of("authorization", bearer)).expect(200);
  }

  @Test
  void theTenantHeaderMustBeThere() {
    hub.voice(shop.till().key(), null)
        .get("/api/door/health")
        .expectProblem(400, "tenant_header_missing");
  }

  @Test
  void anotherTenantIsAnsweredTheSameWhetherItExistsOrNot() {
    Answer existing = hub.voice(shop.till().key(), "door-two").get("/api/door-two/health");
    Answer missing = hub.voice(shop.till().key(), "door-six").get("/api/door-six/health");

    existing.expectProblem(403, "tenant_mismatch");
    missing.expectProblem(403, "tenant_mismatch");
    assertThat(existing.body().replace("door-two", "door-six")).isEqualTo(missing.body());
    hub.voice(shop.till().key(), "door-two")
        .get("/api/door/health")
        .expectProblem(403, "tenant_mismatch");
    hub.voice(shop.till().key(), "door")
        .get("/api/door-two/health")
        .expectProblem(403, "tenant_mismatch");
    hub.voice(shop.till().key(), "DOOR")
        .get("/api/DOOR/health")
        .expectProblem(403, "tenant_mismatch");
  }

  @Test
  void aRevokedKeyIsRefused() {
    Answer issued = other.admin().post(other.path("/keys"), "{\"role\":\"terminal\"}").expect(201);
    Voice till = hub.voice(issued.get("secret"), "door-two");
    till.get(other.path("/health")).expect(200);

    other.admin().delete(other.path("/keys/" + issued.get("key.id"))).expect(204);

    till.get(other.path("/health")).expectProblem(401, "unauthenticated");
    assertThat(hub.heard.revoked).contains(issued.get("key.id"));
  }

  @Test
  void aDeactivatedTenantIsRefusedUntilItIsActiveAgain() {
    Shop closed = hub.shop("door-closed");
    hub.operator().delete("/admin/tenants/door-closed").expect(204);

    closed.till().get(closed.path("/health")).expectProblem(403, "tenant_deactivated");
    hub.voice(closed.till().key(), null)
        .get(closed.path("/health"))
        .expectProblem(400, "tenant_header_missing");

    hub.operator().patch("/admin/tenants/door-closed", "{\"active\":true}").expect(200);
    closed.till().get(closed.path("/health")).expect(200);
    assertThat(hub.heard.changedTenants).contains("door-closed");
  }

  @ParameterizedTest
  @CsvSource({
    "terminal,POST,/gift-cards",
    "terminal,GET,/reports/daily",
    "terminal,GET,/reports/daily/2026-01-01",
    "terminal,GET,/keys",
    "terminal,POST,/keys",
    "platform,POST,/gift-cards/ABCD1234/deduct",
    "platform,POST,/loyalty/+447700900123/add",
    "platform,POST,/loyalty/+447700900123/redeem",
    "platform,POST,/reports/daily",
    "platform,GET,/keys",
    "platform,DELETE,/keys/1",
  })
  void aRoleThatIsNotEnoughIs403EvenWithABrokenBody(String role, String method, String path) {
    Voice voice = role.equals("terminal") ? shop.till() : shop.platform();

    voice.call(method, shop.path(path), "{", Map.of()).expectProblem(403, "forbidden_role");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/json; charset=latin1",
        "application/jsonp",
        "multipart/form-data",
        "",
        "application/json, text/plain"
      })
  void aBodyOfAnotherKindIs415(String type) {
    shop.platform()
        .call("POST", shop.path("/orders"), "{}", Map.of("content-type", type))
        .expectProblem(415, "unsupported_media_type");
  }

  @Test
  void aCompressedBodyIs415() {
    Map<String, String> headers =
        Map.of("content-type", "application/json", "content-encoding", "gzip");

    shop.platform()
        .call("POST", shop.path("/orders"), "{}", headers)
        .expectProblem(415, "unsupported_media_type");
  }

  @Test
  void aBodyWithoutAKindIs415() {
    Answer refused =
        Voice.answer(
            shop.platform().start("POST", shop.path("/orders"), new byte[] {'{', '}'}, Map.of()));

    refused.expectProblem(415, "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;Charset=\"UTF-8\"",
        " application/json ;charset=UTF-8"
      })
  void jsonInUtf8IsTaken(String type) {
    shop.platform()
        .call("POST", shop.path("/orders"), "{}", Map.of("content-type", type))
        .expectProblem(400, "validation_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"\\ud800\":1}",
        "{\"a\":\"\\udc00x\"}",
        "nul"
      })
  void whatIsNotJsonIs400(String body) {
    shop.platform().post(shop.path("/orders"), body).expectProblem(400, "malformed_json");
  }

  @Test
  void brokenUtf8AndDeepNestingAre400() {
    byte[] broken = "{\"note\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Map<String, String> json = Map.of("content-type", "application/json");

    Voice.answer(shop.platform().start("POST", shop.path("/orders"), broken, json))
        .expectProblem(400, "malformed_json");
    shop.platform()
        .post(shop.path("/orders"), "[".repeat(50_000))
        .expectProblem(400, "malformed_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"x\"", "null", "true"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    shop.platform().post(shop.path("/orders"), body).expectProblem(400, "validation_failed");
  }

  @Test
  void anEmptyBodyWhereOneIsNeededIsMalformed() {
    Voice.answer(shop.platform().start("POST", shop.path("/orders"), new byte[0], Map.of()))
        .expectProblem(400, "malformed_json");
  }

  @Test
  void pollersAreToldThatNothingChanged() {
    Answer first = shop.till().get(shop.path("/orders")).expect(200);
    String tag = first.header("ETag");
    assertThat(tag).startsWith("\"").endsWith("\"");
    assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");

    for (String header : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
      Answer same = shop.till().get(shop.path("/orders"), Map.of("if-none-match", header));
      same.expect(304);
      assertThat(same.header("ETag")).isEqualTo(tag);
      assertThat(same.reply().body()).isEmpty();
    }
    shop.till().get(shop.path("/orders"), Map.of("if-none-match", "\"x\"")).expect(200);
  }

  @Test
  void theListenerHearsRoutesByTheirTemplates() {
    hub.heard.answered.clear();
    hub.heard.refused.clear();

    shop.till().get(shop.path("/gift-cards/SECRET-CODE-1/balance"));
    hub.voice(null, null).get("/no/such/SECRET");

    assertThat(hub.heard.answered)
        .containsExactly("GET /api/{tenant}/gift-cards/{card}/balance 404", "none none 404");
    assertThat(hub.heard.refused)
        .containsExactly(ErrorCode.GIFT_CARD_NOT_FOUND, ErrorCode.NOT_FOUND);
  }

  @Test
  void onlyReportsTakeALargeBody() {
    assertThat(hub.api.maxBodyBytes("POST", "/api/door/reports/daily"))
        .isEqualTo(Limits.LARGE_BODY_MAX_BYTES);
    assertThat(hub.api.maxBodyBytes("POST", "/api/door/orders")).isEqualTo(Limits.BODY_MAX_BYTES);
    assertThat(hub.api.maxBodyBytes("GET", "/%")).isEqualTo(Limits.BODY_MAX_BYTES);
  }

  @Test
  void theServersOwnRoutesAnswerToo() {
    hub.voice(null, null).get("/").expect(204);
    hub.operator().get("/metrics").expect(204);
    hub.voice(null, null).get("/metrics").expectProblem(401, "unauthenticated");
  }

  @Test
  void anIdempotencyKeyIsTaken() {
    String body =
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":1,\"unit_price\":1}],\"total\":1}";

    shop.platform()
        .call("POST", shop.path("/orders"), body, Map.of("idempotency-key", "\"k-1\""))
        .expect(201);
  }

  @Test
  void liveAndReadyNeedNoKey() {
    hub.voice(null, null).get("/health/live").expect(200);
    hub.voice(null, null).get("/health/ready").expect(200);
    hub.ready.set(false);
    try {
      hub.voice(null, null).get("/health/live").expect(200);
      hub.voice(null, null).get("/health/ready").expectProblem(503, "unavailable");
    } finally {
      hub.ready.set(true);
    }
  }
}
