package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.HubConfig.Rates;
import io.poshub.server.RunningHub.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal of the contract's §1 to §3 and of the upgrade, through the whole hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorPathsTest {
  private static final String ORDER =
      "{\"source\":\"web\",\"items\":[{\"name\":\"Soup\",\"quantity\":\"1\",\"unit_price\":\"6.50\"}],\"total\":\"6.50\"}";
  private static final String REPORT =
      "{\"report_date\":\"2026-01-01\",\"total_sales\":\"10.00\",\"total_orders\":1,\"net_sales\":\"10.00\"}";

  private final RunningHub hub;
  private final Map<String, String> keys;
  private final Map<String, String> otherKeys;
  private final String orderId;

  ErrorPathsTest() throws Exception {
    this.hub = RunningHub.start();
    this.keys = hub.newTenant("errors");
    this.otherKeys = hub.newTenant("others");
    Answer order = call("platform", "POST", "/orders", ORDER);
    this.orderId = RunningHub.text((JsonValue.Obj) order.at("order"), "id");
    call("platform", "POST", "/gift-cards", "{\"amount\":\"5.00\",\"code\":\"ERRORS01\"}");
    call("terminal", "POST", "/loyalty/%2B447700900001/add", "{\"points\":5,\"order_id\":\"e-1\"}");
    call("terminal", "POST", "/reports/daily", REPORT);
  }

  @AfterAll
  void close() {
    hub.close();
  }

  /** A call and what it is refused with. */
  record Case(
      String role, String method, String path, @Nullable String body, int status, String code) {
    @Override
    public String toString() {
      return method + " " + path + " " + (body == null ? "" : body) + " -> " + code;
    }
  }

  Stream<Case> refusals() {
    List<Case> cases = new ArrayList<>();
    deductions(cases);
    points(cases);
    orders(cases);
    cards(cases);
    reports(cases);
    reads(cases);
    return cases.stream();
  }

  private static void deductions(List<Case> cases) {
    for (String amount :
        List.of(
            "-1", "1e2", ".5", "05", "0", "1.005", "\"+1\"", "\" 1\"", "\"1,5\"", "true", "{}")) {
      String code =
          amount.equals("+1") || amount.equals(".5") || amount.equals("05")
              ? "malformed_json"
              : "validation_failed";
      cases.add(deduct("{\"amount\":" + amount + "}", 400, code));
    }
    cases.add(deduct("{}", 400, "validation_failed"));
    cases.add(deduct("[]", 400, "validation_failed"));
    cases.add(deduct("", 400, "malformed_json"));
    cases.add(deduct("{\"amount\":1,\"amount\":2}", 400, "malformed_json"));
    cases.add(deduct("{\"amount\":1} x", 400, "malformed_json"));
    cases.add(deduct("{\"amount\":NaN}", 400, "malformed_json"));
    cases.add(deduct("{\"amount\":\"1\",\"ammount\":\"2\"}", 400, "validation_failed"));
    cases.add(deduct("{\"amount\":\"1\",\"currency\":\"USD\"}", 422, "currency_mismatch"));
    cases.add(deduct("{\"amount\":\"5.01\"}", 409, "insufficient_balance"));
    cases.add(
        new Case(
            "terminal",
            "POST",
            "/gift-cards/NOSUCH001/deduct",
            "{\"amount\":\"1\"}",
            404,
            "gift_card_not_found"));
    cases.add(
        new Case(
            "platform",
            "POST",
            "/gift-cards/ERRORS01/deduct",
            "{\"amount\":\"1\"}",
            403,
            "forbidden_role"));
  }

  private static Case deduct(String body, int status, String code) {
    return new Case("terminal", "POST", "/gift-cards/ERRORS01/deduct", body, status, code);
  }

  private static void points(List<Case> cases) {
    String phone = "/loyalty/%2B447700900001";
    cases.add(new Case("terminal", "GET", "/loyalty/abc/points", null, 400, "invalid_phone"));
    cases.add(
        new Case(
            "terminal",
            "GET",
            "/loyalty/%2B447700900099/points",
            null,
            404,
            "loyalty_account_not_found"));
    for (String points : List.of("0", "-1", "1.5", "\"5\"", "1e3", "99999999999")) {
      cases.add(
          new Case(
              "terminal",
              "POST",
              phone + "/add",
              "{\"points\":" + points + "}",
              400,
              "validation_failed"));
    }
    cases.add(
        new Case(
            "terminal",
            "POST",
            phone + "/add",
            "{\"points\":6,\"order_id\":\"e-1\"}",
            409,
            "already_earned"));
    cases.add(
        new Case(
            "terminal", "POST", phone + "/redeem", "{\"points\":6}", 409, "insufficient_points"));
    cases.add(
        new Case(
            "terminal",
            "POST",
            "/loyalty/%2B447700900098/redeem",
            "{\"points\":6}",
            404,
            "loyalty_account_not_found"));
    cases.add(
        new Case("platform", "POST", phone + "/add", "{\"points\":6}", 403, "forbidden_role"));
  }

  private void orders(List<Case> cases) {
    cases.add(order(ORDER.replace("\"total\":\"6.50\"", "\"total\":\"6.51\""), 400));
    cases.add(order(ORDER.replace("\"web\"", "\"fax\""), 400));
    cases.add(order(ORDER.replace("\"quantity\":\"1\"", "\"quantity\":\"0\""), 400));
    cases.add(order("{\"source\":\"web\",\"items\":[],\"total\":\"0\"}", 400));
    cases.add(order("{\"source\":\"web\"}", 400));
    cases.add(order(ORDER.replace("\"web\"", "\"pos\",\"status\":\"pending\""), 400));
    cases.add(new Case("terminal", "POST", "/orders", ORDER, 403, "forbidden_role"));
    String order = "/orders/" + orderId;
    cases.add(
        new Case("terminal", "PATCH", order, "{\"status\":\"ready\"}", 409, "invalid_transition"));
    cases.add(
        new Case(
            "terminal", "PATCH", order, "{\"status\":\"rejected\"}", 400, "validation_failed"));
    cases.add(
        new Case("terminal", "PATCH", order, "{\"status\":\"eaten\"}", 400, "validation_failed"));
    cases.add(
        new Case(
            "terminal",
            "PATCH",
            order,
            "{\"status\":\"accepted\",\"version\":9}",
            412,
            "version_conflict"));
    cases.add(
        new Case(
            "terminal", "PATCH", "/orders/nope", "{\"status\":\"ready\"}", 404, "order_not_found"));
    cases.add(new Case("terminal", "GET", "/orders/nope", null, 404, "order_not_found"));
  }

  private static Case order(String body, int status) {
    return new Case("platform", "POST", "/orders", body, status, "validation_failed");
  }

  private static void cards(List<Case> cases) {
    cases.add(
        new Case(
            "platform",
            "POST",
            "/gift-cards",
            "{\"amount\":\"1\",\"code\":\"errors-01\"}",
            409,
            "gift_card_exists"));
    cases.add(
        new Case(
            "platform",
            "POST",
            "/gift-cards",
            "{\"amount\":\"1\",\"code\":\"short\"}",
            400,
            "validation_failed"));
    cases.add(
        new Case(
            "platform",
            "POST",
            "/gift-cards",
            "{\"amount\":\"1\",\"expires_on\":\"2020-01-01\"}",
            400,
            "validation_failed"));
    cases.add(
        new Case("terminal", "POST", "/gift-cards", "{\"amount\":\"1\"}", 403, "forbidden_role"));
    cases.add(
        new Case(
            "terminal", "GET", "/gift-cards/NOSUCH002/balance", null, 404, "gift_card_not_found"));
  }

  private static void reports(List<Case> cases) {
    cases.add(
        report(
            REPORT.replace("\"net_sales\":\"10.00\"", "\"net_sales\":\"9.00\""),
            400,
            "validation_failed"));
    cases.add(report(REPORT.replace("10.00", "11.00"), 409, "report_conflict"));
    cases.add(report(REPORT.replace("2026-01-01", "2026-02-30"), 400, "validation_failed"));
    cases.add(report(REPORT.replace("2026-01-01", "2999-01-01"), 400, "validation_failed"));
    cases.add(report("{}", 400, "validation_failed"));
    cases.add(
        new Case("platform", "GET", "/reports/daily/2020-01-01", null, 404, "report_not_found"));
    cases.add(new Case("platform", "GET", "/reports/daily?from=x", null, 400, "validation_failed"));
  }

  private static Case report(String body, int status, String code) {
    return new Case("terminal", "POST", "/reports/daily", body, status, code);
  }

  private static void reads(List<Case> cases) {
    for (String query :
        List.of(
            "limit=0",
            "limit=201",
            "limit=x",
            "cursor=%21",
            "status=eaten",
            "source=fax",
            "from=x")) {
      cases.add(new Case("terminal", "GET", "/orders?" + query, null, 400, "validation_failed"));
    }
    for (String query : List.of("", "after=-1", "after=x", "after=0&wait=26", "after=0&limit=0")) {
      cases.add(new Case("terminal", "GET", "/events?" + query, null, 400, "validation_failed"));
    }
    cases.add(
        new Case("terminal", "GET", "/events?after=1&epoch=old", null, 410, "events_expired"));
    cases.add(new Case("terminal", "GET", "/nothing", null, 404, "not_found"));
    cases.add(new Case("terminal", "DELETE", "/orders", null, 405, "method_not_allowed"));
    cases.add(new Case("terminal", "GET", "/keys", null, 403, "forbidden_role"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefused(Case refused) throws Exception {
    Answer answer = call(refused.role, refused.method, refused.path, refused.body);

    assertThat(answer.body()).contains("\"code\":\"" + refused.code + "\"");
    assertThat(answer.status()).isEqualTo(refused.status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("x-request-id")).isNotNull();
    assertThat(answer.body())
        .contains("\"type\"", "\"title\"", "\"detail\"", "\"instance\"", "\"request_id\"")
        .doesNotContain("SQL", "Exception", "io.poshub.");
  }

  @Test
  void whoCallsIsCheckedFirst() throws Exception {
    String terminal = keys.getOrDefault("terminal", "");
    String path = "/api/errors/health";
    assertCode(hub.send("GET", path, null, Map.of()), 401, "unauthenticated");
    assertCode(
        hub.send("GET", path, null, Map.of("X-API-Key", "nonsense")), 401, "unauthenticated");
    assertCode(
        hub.send("GET", path, null, Map.of("X-API-Key", terminal)), 400, "tenant_header_missing");
    assertCode(headers(path, terminal, "others"), 403, "tenant_mismatch");
    assertCode(headers("/api/others/health", terminal, "others"), 403, "tenant_mismatch");
    assertCode(headers("/api/nobody/health", terminal, "nobody"), 403, "tenant_mismatch");
    assertCode(
        headers(path, otherKeys.getOrDefault("terminal", ""), "errors"), 403, "tenant_mismatch");
    Answer bearer =
        hub.send(
            "GET",
            path,
            null,
            Map.of("Authorization", "Bearer " + terminal, "X-Tenant-ID", "errors"));
    assertThat(bearer.status()).isEqualTo(200);
    assertCode(
        hub.send("GET", "/admin/tenants", null, Map.of("X-API-Key", terminal)),
        401,
        "unauthenticated");
  }

  @Test
  void bodiesAreJsonAndBounded() throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-API-Key", keys.getOrDefault("platform", ""));
    headers.put("X-Tenant-ID", "errors");
    headers.put("Content-Type", "text/plain");
    assertCode(
        hub.send("POST", "/api/errors/orders", ORDER, headers), 415, "unsupported_media_type");
    headers.put("Content-Type", "application/json");
    String large = "{\"x\":\"" + "x".repeat(256 * 1024) + "\"}";
    assertCode(hub.send("POST", "/api/errors/orders", large, headers), 413, "body_too_large");
    headers.put("X-API-Key", keys.getOrDefault("terminal", ""));
    assertCode(
        hub.send("POST", "/api/errors/reports/daily", large, headers), 400, "validation_failed");
    assertCode(
        hub.send("GET", "/api/errors/orders?x=" + "y".repeat(9_000), null, headers),
        414,
        "uri_too_long");
    headers.put("X-Large", "z".repeat(17_000));
    assertCode(hub.send("GET", "/api/errors/health", null, headers), 431, "headers_too_large");
  }

  @Test
  void budgetsAreKept() throws Exception {
    try (RunningHub narrow = RunningHub.start(new Rates(1, 1, 1, 0))) {
      Map<String, String> narrowKeys = narrow.newTenant("narrow");
      String terminal = narrowKeys.getOrDefault("terminal", "");
      Answer answer = narrow.call("narrow", terminal, "GET", "/health", null);
      for (int i = 0; i < 20 && answer.status() == 200; i++) {
        answer = narrow.call("narrow", terminal, "GET", "/health", null);
      }
      assertCode(answer, 429, "rate_limited");
      assertThat(answer.header("retry-after")).matches("[1-9][0-9]*");
      assertThat(answer.header("ratelimit-policy")).isNotNull();
      int status = 101;
      for (int i = 0; i < 20 && status == 101; i++) {
        status = upgrade(narrow, terminal);
      }
      assertThat(status).isEqualTo(429);
    }
  }

  @Test
  void socketsAreRefusedWithPlainAnswers() throws Exception {
    Map<String, String> till = Map.of("X-API-Key", keys.getOrDefault("terminal", ""));
    assertRefused("/ws/pos/errors", Map.of(), 401);
    assertRefused("/ws/pos/errors", Map.of("X-API-Key", "ph_live_x"), 401);
    assertRefused("/ws/pos/others", till, 403);
    assertRefused("/ws/pos/nobody", till, 403);
    assertRefused("/ws/pos/errors?after=x", till, 400);
    assertRefused("/ws/pos/errors?events=lunch", till, 400);
    assertRefused("/ws/pos/errors?heartbeat=ping", till, 400);
    assertRefused("/ws/pos/errors?terminal=a%20b", till, 400);
    assertRefused("/ws/pos/errors?terminal=a&terminal=b", till, 400);
    assertRefused("/ws/pos/errors?ticket=x", Map.of(), 401);
    Answer plain = hub.send("GET", "/ws/pos/errors", null, till);
    assertCode(plain, 426, "upgrade_required");
    assertThat(plain.header("sec-websocket-version")).isEqualTo("13");
  }

  private int upgrade(RunningHub on, String key) throws Exception {
    Map<String, String> headers = Map.of("X-API-Key", key);
    try (TestSocket socket = TestSocket.open(on.http(), on.webSocket("/ws/pos/narrow"), headers)) {
      socket.next();
      return 101;
    } catch (ExecutionException e) {
      return TestSocket.refused(on.http(), on.webSocket("/ws/pos/narrow"), headers).statusCode();
    }
  }

  private void assertRefused(String path, Map<String, String> headers, int status)
      throws Exception {
    HttpResponse<?> response = TestSocket.refused(hub.http(), hub.webSocket(path), headers);
    assertThat(response.statusCode()).as(path).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
  }

  private static void assertCode(Answer answer, int status, String code) throws Exception {
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(status);
  }

  private Answer headers(String path, String key, String tenant) throws Exception {
    return hub.send("GET", path, null, Map.of("X-API-Key", key, "X-Tenant-ID", tenant));
  }

  private Answer call(String role, String method, String path, @Nullable String body)
      throws Exception {
    return hub.call("errors", keys.getOrDefault(role, ""), method, path, body);
  }
}
