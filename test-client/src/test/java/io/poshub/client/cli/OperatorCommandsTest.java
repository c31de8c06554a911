package io.poshub.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeRequest;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandsTest {
  private static final String KITCHEN =
      "{\"slug\":\"kitchen\",\"name\":\"The Kitchen\",\"currency\":\"GBP\","
          + "\"time_zone\":\"Europe/London\",\"country\":\"GB\",\"active\":true}";

  private final Path folder;
  private final OperatorDesk desk;
  private final FakeHub hub;

  OperatorCommandsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.desk = new OperatorDesk(folder);
    this.hub = desk.hub;
  }

  @AfterEach
  void stop() throws IOException {
    desk.close();
  }

  private Run run(String... args) {
    return desk.run(args);
  }

  private FakeRequest onlyRequest() {
    assertThat(hub.requests()).hasSize(1);
    return hub.requests().getFirst();
  }

  @Test
  void aTenantIsCreatedWithDefaultsAndItsKeysAreShown() throws Exception {
    hub.onRest(_ ->
        FakeAnswer.created(
            "{\"tenant\":"
                + KITCHEN
                + ",\"keys\":[{\"role\":\"terminal\",\"key\":\"ph_live_t\"},"
                + "{\"role\":\"admin\",\"key\":\"ph_live_a\"}]}"));
    Run run = run("tenant", "create", "kitchen", "--name", "The Kitchen");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("slug       kitchen\n")
        .contains("time zone  Europe/London\n")
        .contains("terminal  ph_live_t\nadmin     ph_live_a\n")
        .contains("HUB_KEY=ph_live_t ./hub terminal --tenant kitchen --terminal till-1\n");
    FakeRequest request = onlyRequest();
    assertThat(request.method() + " " + request.path()).isEqualTo("POST /admin/tenants");
    assertThat(request.header("x-api-key")).isEqualTo("op-token");
    assertThat(request.header("x-tenant-id")).isNull();
    assertThat(Json.parse(request.body()))
        .isEqualTo(
            Json.parse(
                "{\"slug\":\"kitchen\",\"name\":\"The Kitchen\",\"currency\":\"GBP\","
                    + "\"time_zone\":\"Europe/London\",\"country\":\"GB\"}"));
  }

  @Test
  void jsonIsPrintedAsTheHubSentIt() {
    String sent = "{\"tenant\":" + KITCHEN + ",  \"keys\":[]}";
    hub.onRest(_ -> FakeAnswer.created(sent));
    assertThat(run("tenant", "create", "kitchen", "--json").out()).isEqualTo(sent + "\n");
  }

  @Test
  void listsFollowTheCursorToTheEnd() throws Exception {
    hub.onRest(request ->
        request.parameter("cursor") == null
            ? FakeAnswer.ok("{\"tenants\":[" + KITCHEN + "],\"has_more\":true,\"cursor\":\"c+1\"}")
            : FakeAnswer.ok(
                "{\"tenants\":[{\"slug\":\"bar\",\"active\":false}],\"has_more\":false}"));
    Run table = run("tenant", "list");
    assertThat(table.out().lines())
        .containsExactly(
            "SLUG     NAME         CURRENCY  TIME ZONE      COUNTRY  ACTIVE",
            "kitchen  The Kitchen  GBP       Europe/London  GB       yes",
            "bar                                                     no");
    assertThat(hub.requests().get(1).parameter("cursor")).isEqualTo("c+1");
    Run json = run("tenant", "list", "--json");
    assertThat(JsonText.items(Json.parse(json.out()), "tenants")).hasSize(2);
  }

  @Test
  void aTenantIsShownChangedAndDeactivated() throws Exception {
    hub.onRest(request ->
        request.method().equals("DELETE")
            ? new FakeAnswer(204, Map.of(), "")
            : FakeAnswer.ok("{\"tenant\":" + KITCHEN + "}"));
    assertThat(run("tenant", "show", "kitchen").out()).contains("name       The Kitchen");
    assertThat(run("tenant", "update", "kitchen", "--active", "false").code()).isZero();
    assertThat(run("tenant", "deactivate", "kitchen").out()).startsWith("kitchen is deactivated.");
    assertThat(hub.requests())
        .extracting(request -> request.method() + " " + request.path() + " " + request.body())
        .containsExactly(
            "GET /admin/tenants/kitchen ",
            "PATCH /admin/tenants/kitchen {\"active\":false}",
            "DELETE /admin/tenants/kitchen ");
  }

  @Test
  void aKeyIsCreatedListedAndRevoked() throws Exception {
    hub.onRest(OperatorCommandsTest::keys);
    Run created =
        run(
            "key",
            "create",
            "--tenant",
            "kitchen",
            "--role",
            "terminal",
            "--name",
            "bar till",
            "--expires-at",
            "2027-01-31T18:30:00+01:00");
    assertThat(created.out()).contains("key      ph_live_secret\n").contains("./hub terminal");
    assertThat(hub.requests().getFirst().body())
        .isEqualTo(
            "{\"role\":\"terminal\",\"name\":\"bar till\","
                + "\"expires_at\":\"2027-01-31T17:30:00.000Z\"}");
    assertThat(run("key", "list", "--tenant", "kitchen").out().lines().skip(1))
        .containsExactly(
            "k1  terminal  -     ph_live_ab...9xyz  2026-11-21T12:00:00.000Z  never    never");
    assertThat(run("key", "revoke", "--tenant", "kitchen", "k1").out()).startsWith("Revoked");
    assertThat(hub.requests().getLast().method()).isEqualTo("DELETE");
    assertThat(hub.requests().getLast().path()).isEqualTo("/admin/tenants/kitchen/keys/k1");
  }

  private static FakeAnswer keys(FakeRequest request) {
    String key =
        "{\"id\":\"k1\",\"role\":\"terminal\",\"name\":null,\"prefix\":\"ph_live_ab\","
            + "\"last4\":\"9xyz\",\"created_at\":\"2026-11-21T12:00:00.000Z\"}";
    return switch (request.method()) {
      case "POST" -> FakeAnswer.created("{\"key\":" + key + ",\"secret\":\"ph_live_secret\"}");
      case "GET" -> FakeAnswer.ok("{\"keys\":[" + key + "],\"has_more\":false}");
      default -> new FakeAnswer(204, Map.of(), "");
    };
  }

  @Test
  void aProblemIsPrintedWithItsFieldsAndExitsWithOne() {
    hub.onRest(_ ->
        new FakeAnswer(
            400,
            Map.of("Content-Type", "application/problem+json"),
            "{\"title\":\"The request has invalid values.\",\"detail\":\"One is wrong.\","
                + "\"code\":\"validation_failed\",\"request_id\":\"r-7\","
                + "\"errors\":[{\"field\":\"slug\",\"message\":\"is reserved\"}]}"));
    Run run = run("tenant", "create", "main");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "The request has invalid values: One is wrong. (validation_failed, r-7)",
            "  slug is reserved");
  }

  @Test
  void aHubThatIsNotThereIsOneClearLine() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    Run run = Run.of(folder, Map.of(), "tenant", "list", "--url", "http://127.0.0.1:" + port);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "nothing answers at http://127.0.0.1:" + port + ": is the hub running? (./hub demo)\n");
  }

  @Test
  void theTokenComesFromTheOptionTheEnvironmentOrTheDataFolder() throws IOException {
    hub.onRest(_ -> FakeAnswer.ok("{\"tenants\":[]}"));
    String url = hub.address().toString();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("operator.token"), "from-folder");
    Map<String, String> both =
        Map.of("HUB_OPERATOR_TOKEN", "from-env", "HUB_DATA_DIR", other.toString());
    Run.of(folder, both, "tenant", "list", "--url", url, "--token", "from-option");
    Run.of(folder, both, "tenant", "list", "--url", url);
    Run.of(folder, Map.of("HUB_DATA_DIR", other.toString()), "tenant", "list", "--url", url);
    assertThat(hub.requests())
        .extracting(request -> request.header("x-api-key"))
        .containsExactly("from-option", "from-env", "from-folder");
    Run without = Run.of(other, Map.of(), "tenant", "list", "--url", url);
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).startsWith("no operator token: give --token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tenant",
        "tenant create",
        "tenant update kitchen",
        "tenant list --url ftp://x",
        "key create --tenant kitchen",
        "key create --tenant kitchen --role boss",
        "key create --tenant kitchen --role admin --expires-at tomorrow",
        "terminal",
        "terminal --tenant kitchen",
        "terminal --tenant kitchen --key k --events weather",
        "terminal --tenant kitchen --key k --terminal a/b",
        "queue",
        "sync",
        "sync unmappable",
        "sync run --days-back 7",
        "nonsense"
      })
  void wrongUsageExitsWithTwo(String line) {
    Run run = Run.of(folder, Map.of(), line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isNotBlank();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aTenantWhoseBalancesAreRightVerifies() throws Exception {
    hub.onRest(_ ->
        FakeAnswer.ok(
            "{\"checked\":{\"cards\":2,\"accounts\":1,\"transactions\":7},"
                + "\"differences\":[],\"has_more\":false}"));

    Run run = run("verify", "--tenant", "kitchen");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo("2 cards, 1 accounts, 7 transactions\nEvery balance is what its ledger says.\n");
    assertThat(onlyRequest().method() + " " + onlyRequest().path())
        .isEqualTo("POST /admin/tenants/kitchen/verify");
  }

  @Test
  void differencesAreListedAndMakeTheCommandFail() throws Exception {
    String answer =
        "{\"checked\":{\"cards\":2,\"accounts\":1,\"transactions\":7},\"differences\":["
            + "{\"kind\":\"wrong_figure\",\"subject\":\"card\",\"id\":\"c1\",\"field\":\"balance\","
            + "\"stored\":\"9.00\",\"computed\":\"8.00\"},"
            + "{\"kind\":\"broken_row\",\"subject\":\"card\",\"id\":\"c1\",\"entry\":3,"
            + "\"fault\":\"chain\"}],\"has_more\":true}";
    hub.onRest(_ -> FakeAnswer.ok(answer));

    Run run = run("verify", "--tenant", "kitchen");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("card   c1  balance       9.00    8.00\n")
        .contains("card   c1  row 3: chain  -       -\n")
        .endsWith("There are more.\n");
    Run json = run("verify", "--tenant", "kitchen", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).isEqualTo(answer + "\n");
  }

  @Test
  void whoReadsJsonReadsRefusalsAsJsonToo() throws Exception {
    hub.onRest(_ -> FakeAnswer.problem(404, "not_found", false));

    Run refused = run("queue", "show", "--tenant", "kitchen", "j1", "--json");
    Run misunderstood = run("queue", "list", "--json");
    Run wrong = run("queue", "list", "--tenant", "kitchen", "--state", "odd", "--json");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(JsonText.at(Json.parse(refused.err()), "code")).isEqualTo("not_found");
    assertThat(misunderstood.code()).isEqualTo(2);
    assertThat(JsonText.at(Json.parse(misunderstood.err()), "error")).contains("--tenant");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(JsonText.at(Json.parse(wrong.err()), "error")).contains("--state");
    assertThat(refused.out() + misunderstood.out() + wrong.out()).isEmpty();
  }

  @Test
  void theVersionIsPrinted() {
    Run run = Run.of(folder, Map.of(), "--version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("hub ");
  }
}
