package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.cli.Environment;
import io.poshub.client.cli.HubCommandLine;
import io.poshub.client.http.JsonText;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator's commands of the manual, against a whole hub. */
class ShopCommandsTest {
  private final ShopStand stand;
  private final RunningHub hub;
  private final FakeShop shop;

  ShopCommandsTest() throws Exception {
    this.stand = new ShopStand();
    this.hub = stand.hub;
    this.shop = stand.shop;
  }

  @AfterEach
  void close() {
    stand.close();
  }

  @Test
  void whatWaitsAndWhatIsDeadIsListed() throws Exception {
    stand.connect();
    shop.place("processing", SampleOrders.random(new Random(1)));
    shop.runQueue();
    shop.faults(
        (method, _) -> method.equals("PUT") ? new Fault.Failing(500, false) : new Fault.None());
    JsonValue orders =
        Json.parse(call("terminal", "GET", "/orders?source=woocommerce", null).body());
    String order = JsonText.at(JsonText.items(orders, "orders").getFirst(), "id", "");
    assertThat(call("terminal", "PATCH", "/orders/" + order, "{\"status\":\"accepted\"}").status())
        .isEqualTo(200);

    Eventually.holds(
        "it was tried once",
        () -> run("sync", "pending", "--tenant", "kitchen").contains("the shop answered 500"));
    assertThat(run("queue", "list", "--tenant", "kitchen", "--state", "waiting"))
        .contains("the shop answered 500");
    assertThat(run("queue", "list", "--tenant", "kitchen", "--state", "dead"))
        .doesNotContain("500");
    assertThat(run("queue", "list", "--tenant", "kitchen", "--state", "waiting", "--json"))
        .startsWith("{\"jobs\":[{");
    assertThat(run("sync", "run", "--tenant", "kitchen", "--days-back", "1"))
        .contains("jobs waiting           1")
        .doesNotContain("%");
    assertThat(run("sync", "unmappable", "--tenant", "kitchen")).startsWith("ORDER");
  }

  private Answer call(String role, String method, String path, @Nullable String body)
      throws Exception {
    return stand.call(role, method, path, body);
  }

  private String run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--url", hub.url(), "--token", RunningHub.OPERATOR_TOKEN));
    int code =
        new HubCommandLine(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Environment(Map.of(), Path.of(""), Path.of(""), false))
            .run(all.toArray(String[]::new));
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    return out.toString();
  }
}
