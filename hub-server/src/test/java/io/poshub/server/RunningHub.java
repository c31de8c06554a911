package io.poshub.server;

import io.poshub.engine.sql.SchemaNames;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.server.HubConfig.ExternalDatabase;
import io.poshub.server.HubConfig.Rates;
import io.poshub.testing.HubSchemas;
import io.poshub.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole hub on the test database, on a port of its own, and the few words a test speaks to it.
 */
final class RunningHub implements AutoCloseable {
  static final String OPERATOR_TOKEN = "operator-token-of-the-tests";
  private static final Duration CALL_WAIT = Duration.ofSeconds(40);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HubSchemas schemas;
  private final Path dataDir;
  private final Rates rates;
  private final int port;
  private Hub hub;

  private RunningHub(HubSchemas schemas, Path dataDir, Rates rates)
      throws StartException, InterruptedException {
    this(schemas, dataDir, rates, 0);
  }

  private RunningHub(HubSchemas schemas, Path dataDir, Rates rates, int port)
      throws StartException, InterruptedException {
    this.port = port;
    this.schemas = schemas;
    this.dataDir = dataDir;
    this.rates = rates;
    this.hub = Hub.start(config());
  }

  static RunningHub start() throws IOException, StartException, InterruptedException {
    return start(new Rates(0, 0, 0, 0));
  }

  static RunningHub start(Rates rates) throws IOException, StartException, InterruptedException {
    return new RunningHub(
        TestDatabase.shared().newPrefix(), Files.createTempDirectory("hub-test"), rates);
  }

  /** A hub that shops reach: its address is known before it starts. */
  static RunningHub startForShops() throws IOException, StartException, InterruptedException {
    int free;
    try (ServerSocket probe = new ServerSocket(0)) {
      free = probe.getLocalPort();
    }
    return new RunningHub(
        TestDatabase.shared().newPrefix(),
        Files.createTempDirectory("hub-test"),
        new Rates(0, 0, 0, 0),
        free);
  }

  /** What a hub of its own needs, for a test that starts it itself. */
  static HubConfig configOfItsOwn(Path dataDir) {
    return config(TestDatabase.shared().newPrefix(), dataDir, new Rates(0, 0, 0, 0), 0);
  }

  /** Another node on the same database. */
  RunningHub another() throws IOException, StartException, InterruptedException {
    return new RunningHub(schemas, Files.createTempDirectory("hub-test"), rates);
  }

  /** Stops and starts again, on the same database but another port. */
  void restart() throws StartException, InterruptedException {
    hub.close();
    hub = Hub.start(config());
  }

  /** As SIGTERM does. */
  void stop() {
    hub.close();
  }

  HubSchemas schemas() {
    return schemas;
  }

  String url() {
    return hub.url();
  }

  URI uri(String path) {
    return URI.create(hub.url() + path);
  }

  URI webSocket(String path) {
    return URI.create("ws" + hub.url().substring("http".length()) + path);
  }

  HttpClient http() {
    return http;
  }

  /** Creates a tenant and returns its keys by role. */
  Map<String, String> newTenant(String slug) throws Exception {
    return newTenant(slug, "GBP");
  }

  Map<String, String> newTenant(String slug, String currency) throws Exception {
    Answer answer =
        operator(
            "POST",
            "/admin/tenants",
            """
            {"slug":"%s","name":"The %s","currency":"%s","time_zone":"Europe/London","country":"GB"}
            """
                .formatted(slug, slug, currency));
    if (answer.status() != 201) {
      throw new IllegalStateException("tenant not created: " + answer);
    }
    Map<String, String> keys = new HashMap<>();
    for (JsonValue key : ((JsonValue.Arr) answer.at("keys")).items()) {
      JsonValue.Obj object = (JsonValue.Obj) key;
      keys.put(text(object, "role"), text(object, "key"));
    }
    return keys;
  }

  Answer operator(String method, String path, @Nullable String body) throws Exception {
    return send(
        method,
        path,
        body,
        Map.of("X-API-Key", OPERATOR_TOKEN, "Content-Type", "application/json"));
  }

  /** A call with a tenant's key; {@code path} is what follows {@code /api/<tenant>}. */
  Answer call(String tenant, String key, String method, String path, @Nullable String body)
      throws Exception {
    return send(
        method,
        "/api/" + tenant + path,
        body,
        Map.of("X-API-Key", key, "X-Tenant-ID", tenant, "Content-Type", "application/json"));
  }

  Answer send(String method, String path, @Nullable String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(CALL_WAIT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  /** What came back. */
  record Answer(int status, Map<String, List<String>> headers, String body) {

    JsonValue at(String name) throws MalformedJsonException {
      JsonValue value = ((JsonValue.Obj) Json.parse(body)).members().get(name);
      if (value == null) {
        throw new AssertionError("no member " + name + " in " + body);
      }
      return value;
    }

    String code() throws MalformedJsonException {
      return ((JsonValue.Text) at("code")).value();
    }

    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  static String text(JsonValue.Obj object, String name) {
    return object.members().get(name) instanceof JsonValue.Text(String value) ? value : "";
  }

  @Override
  public void close() {
    hub.close();
    try (Stream<Path> files = Files.walk(dataDir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HubConfig config() {
    return config(schemas, dataDir, rates, port);
  }

  private static HubConfig config(HubSchemas schemas, Path dataDir, Rates rates, int port) {
    TestDatabase database = TestDatabase.shared();
    return new HubConfig(
        HubConfig.BIND_DEFAULT,
        port,
        dataDir,
        new ExternalDatabase(database.jdbcUrl(), database.user(), database.password()),
        10,
        new SchemaNames(schemas.prefix()),
        OPERATOR_TOKEN,
        Set.of("https://shop.example"),
        rates,
        Duration.ofSeconds(5),
        2,
        1_000,
        false,
        true,
        new HubConfig.Shops(null, port == 0 ? null : "http://127.0.0.1:" + port, true, true));
  }
}
