package io.poshub.bench.peer;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Sets a hub up before it is measured: tenants, cards. Caller's thread. */
public final class HubAdmin implements AutoCloseable {
  /** Known to nobody but this process and a hub on loopback that ends with it. */
  static final String TOKEN = "bench-operator-" + ProcessHandle.current().pid() + "-token";

  private static final int AT_ONCE = 8;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI hub;

  public HubAdmin(int port) {
    this.hub = URI.create("http://127.0.0.1:" + port);
  }

  /** Tenants t0, t1 and so on, several at once. */
  public List<TenantKeys> createTenants(int count) throws IOException, InterruptedException {
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<TenantKeys>> created = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String slug = "t" + i;
        created.add(workers.submit(() -> createTenant(slug)));
      }
      List<TenantKeys> keys = new ArrayList<>();
      for (Future<TenantKeys> one : created) {
        keys.add(one.get());
      }
      return keys;
    } catch (ExecutionException e) {
      throw new IOException("a tenant could not be created: " + e.getCause(), e.getCause());
    }
  }

  private TenantKeys createTenant(String slug) throws IOException, InterruptedException {
    Map<String, String> body =
        Map.of(
            "slug", slug,
            "name", "Bench " + slug,
            "currency", "GBP",
            "time_zone", "Europe/London",
            "country", "GB");
    TenantKeys keys = TenantKeys.of(slug, post("/admin/tenants", TOKEN, null, body));
    remindNobody(keys);
    return keys;
  }

  /** Nobody accepts these orders, and reminders would be counted among what is measured. */
  private void remindNobody(TenantKeys tenant) throws IOException, InterruptedException {
    String path = "/api/" + tenant.slug() + "/settings";
    if (!(send(request(path, tenant.admin(), tenant.slug()).GET())
            instanceof JsonValue.Obj(Map<String, JsonValue> members))
        || !(members.get("settings") instanceof JsonValue.Obj(Map<String, JsonValue> settings))) {
      throw new IOException("the settings are no object");
    }
    Map<String, JsonValue> quiet = new LinkedHashMap<>(settings);
    quiet.put("escalation", new JsonValue.Arr(List.of()));
    var _ =
        send(
            request(path, tenant.admin(), tenant.slug())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.writeBytes(quiet))));
  }

  /** Issues a gift card and returns its id. */
  public String issueCard(TenantKeys tenant, String amount)
      throws IOException, InterruptedException {
    JsonValue answer =
        post(
            "/api/" + tenant.slug() + "/gift-cards",
            tenant.admin(),
            tenant.slug(),
            Map.of("amount", amount));
    if (answer instanceof JsonValue.Obj(Map<String, JsonValue> members)
        && members.get("gift_card") instanceof JsonValue.Obj(Map<String, JsonValue> card)
        && card.get("id") instanceof JsonValue.Text(String id)) {
      return id;
    }
    throw new IOException("a new card has no id");
  }

  /** Places an order like those that are measured. */
  public void order(TenantKeys tenant) throws IOException, InterruptedException {
    post(
        "/api/" + tenant.slug() + "/orders",
        tenant.platform(),
        tenant.slug(),
        Map.of(
            "source", "web",
            "items", List.of(Map.of("name", "Soup", "quantity", "2", "unit_price", "6.50")),
            "total", "13.00"));
  }

  /** A card's balance in minor units. */
  public long balanceMinor(TenantKeys tenant, String card)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(
            "/api/" + tenant.slug() + "/gift-cards/" + card + "/balance",
            tenant.admin(),
            tenant.slug());
    if (send(request.GET()) instanceof JsonValue.Obj(Map<String, JsonValue> members)
        && members.get("balance") instanceof JsonValue.Text(String balance)) {
      return new BigDecimal(balance).movePointRight(2).longValueExact();
    }
    throw new IOException("a card has no balance");
  }

  private JsonValue post(String path, String key, @Nullable String tenant, Object body)
      throws IOException, InterruptedException {
    return send(
        request(path, key, tenant)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.writeBytes(body))));
  }

  private HttpRequest.Builder request(String path, String key, @Nullable String tenant) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hub.resolve(path)).header("X-API-Key", key);
    if (tenant != null) {
      request.header("X-Tenant-ID", tenant);
    }
    return request;
  }

  private JsonValue send(HttpRequest.Builder built) throws IOException, InterruptedException {
    HttpRequest request = built.build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    String path = request.uri().getPath();
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + " was answered with " + answer.statusCode());
    }
    try {
      return Json.parse(answer.body());
    } catch (MalformedJsonException e) {
      throw new IOException(path + " was not answered with JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
