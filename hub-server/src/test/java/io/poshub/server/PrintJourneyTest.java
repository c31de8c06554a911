package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.client.print.OrderCalls;
import io.poshub.client.print.OrderPrinter;
import io.poshub.client.print.PrintingListener;
import io.poshub.client.terminal.PosTerminal;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalSettings;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tills that print, on real sockets: each order once, whatever happens to one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintJourneyTest {
  private static final int ORDERS = 25;
  private static final String SOUP =
      """
      {"source":"web","items":[{"name":"Soup","quantity":"1","unit_price":"6.50"}],"total":"6.50"}
      """;

  private final RunningHub hub;

  PrintJourneyTest() throws Exception {
    this.hub = RunningHub.start();
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void twoTillsPrintEachOrderOnceAndTheHubKnowsWhomItReached() throws Exception {
    Map<String, String> keys = hub.newTenant("pass");
    Queue<String> paper = new ConcurrentLinkedQueue<>();
    List<String> ids = new ArrayList<>();
    // One waits already when the tills are switched on.
    ids.add(order("pass", keys));
    try (Till one = till("pass", keys, "one", paper);
        Till two = till("pass", keys, "two", paper)) {
      one.connect();
      two.connect();
      for (int i = 1; i < ORDERS; i++) {
        ids.add(order("pass", keys));
      }

      Eventually.passes(() -> {
        assertThat(paper).hasSize(ORDERS).doesNotHaveDuplicates();
        for (String id : ids) {
          JsonValue order = read("pass", keys, id);
          assertThat(text(order, "status")).isEqualTo("accepted");
          assertThat(text(order, "print", "count")).isEqualTo("1");
        }
      });
      // Of an order that came while both were there, both were told, and both said so.
      Eventually.passes(() -> {
        JsonValue delivery = get("pass", keys, "/orders/" + ids.getLast() + "/delivery");
        assertThat(terminals(delivery, "sent")).containsExactlyInAnyOrder("one", "two");
        assertThat(terminals(delivery, "acked")).containsExactlyInAnyOrder("one", "two");
        assertThat(terminals(delivery, "printed")).hasSize(1);
        assertThat(terminals(delivery, "accepted")).hasSize(1);
        assertThat(text(read("pass", keys, ids.getLast()), "ack", "delivered_at")).isNotNull();
      });
    }
  }

  @Test
  void anOrderWhoseTillDiedOverItIsPrintedByTheOtherWhenTheLeaseIsOver() throws Exception {
    Map<String, String> keys = hub.newTenant("lapse");
    String id = order("lapse", keys);
    Answer claimed =
        call("lapse", keys, "/orders/" + id + "/claim", "{\"terminal\":\"dead\",\"lease_s\":2}");
    assertThat(claimed.status()).isEqualTo(200);
    Queue<String> paper = new ConcurrentLinkedQueue<>();
    try (Till till = till("lapse", keys, "alive", paper)) {
      till.connect();

      Eventually.holds("the other till has it", () -> till.says("dead has it until"));
      Eventually.holds("it is printed all the same", () -> paper.size() == 1);
      Eventually.holds("and counted", () -> till.says("printed"));
      Answer late =
          call("lapse", keys, "/orders/" + id + "/printed", "{\"terminal\":\"dead\",\"fence\":1}");
      assertThat(late.code()).isEqualTo("stale_fence");
    }
  }

  @Test
  void anOrderThatIsLetGoIsPrintedByTheOtherAtOnce() throws Exception {
    Map<String, String> keys = hub.newTenant("letgo");
    String id = order("letgo", keys);
    call("letgo", keys, "/orders/" + id + "/claim", "{\"terminal\":\"busy\",\"lease_s\":600}");
    Queue<String> paper = new ConcurrentLinkedQueue<>();
    try (Till till = till("letgo", keys, "free", paper)) {
      till.connect();
      Eventually.holds("the other till has it", () -> till.says("busy has it until"));

      call(
          "letgo", keys, "/orders/" + id + "/claim/release", "{\"terminal\":\"busy\",\"fence\":1}");

      Eventually.holds("it is printed", () -> paper.size() == 1);
    }
  }

  @Test
  void whoFiltersNewOrdersOutDeliversNone() throws Exception {
    Map<String, String> keys = hub.newTenant("deaf");
    String id;
    try (TestSocket deaf =
        TestSocket.open(
            hub.http(),
            hub.webSocket("/ws/pos/deaf?terminal=deaf&events=order_updated"),
            Map.of("X-API-Key", key(keys, "terminal")))) {
      deaf.until("caught_up");
      id = order("deaf", keys);
      call("deaf", keys, "/orders/" + id + "/seen", "{\"terminal\":\"x\"}");
      deaf.until("\"seq\":2,");
      deaf.send("{\"type\":\"ack\",\"seq\":2}");
      Eventually.passes(() ->
          assertThat(Json.write(get("deaf", keys, "/pos-status"))).contains("\"acked_seq\":2"));
    }

    JsonValue delivery = get("deaf", keys, "/orders/" + id + "/delivery");
    assertThat(terminals(delivery, "sent")).isEmpty();
    assertThat(terminals(delivery, "acked")).isEmpty();
    assertThat(text(read("deaf", keys, id), "ack", "delivered_at")).isNull();
  }

  /** A till with a printer whose paper is a queue. */
  private static final class Till implements TerminalListener, AutoCloseable {
    private final Queue<String> remarks = new ConcurrentLinkedQueue<>();
    private final OrderPrinter printer;
    private final PosTerminal terminal;

    private Till(TerminalSettings settings, HubHttp http, Queue<String> paper) {
      String name = Objects.requireNonNull(settings.terminal(), "a till has a name");
      this.printer =
          new OrderPrinter(
              new OrderCalls(http, settings.tenant(), name),
              new OrderPrinter.Duties(true, true),
              new OrderPrinter.Output(lines -> paper.add(lines.get(1).strip()), remarks::add),
              InstantSource.system());
      this.terminal = new PosTerminal(settings, new PrintingListener(this, printer));
    }

    private void connect() {
      terminal.connect();
    }

    private boolean says(String what) {
      return remarks.stream().anyMatch(remark -> remark.contains(what));
    }

    @Override
    public void onEvent(TerminalEvent event) {}

    @Override
    public void close() {
      terminal.close();
      printer.close();
    }
  }

  private Till till(String tenant, Map<String, String> keys, String name, Queue<String> paper) {
    String key = key(keys, "terminal");
    URI url = URI.create(hub.url());
    return new Till(
        TerminalSettings.builder(url, tenant, key).terminal(name).build(),
        new HubHttp(hub.http(), url, Map.of("X-API-Key", key, "X-Tenant-ID", tenant)),
        paper);
  }

  private String order(String tenant, Map<String, String> keys) throws Exception {
    Answer answer = hub.call(tenant, key(keys, "platform"), "POST", "/orders", SOUP);
    assertThat(answer.status()).isEqualTo(201);
    return Objects.requireNonNull(text(answer.at("order"), "id"), "an order has an id");
  }

  private Answer call(String tenant, Map<String, String> keys, String path, String body)
      throws Exception {
    return hub.call(tenant, key(keys, "terminal"), "POST", path, body);
  }

  private JsonValue read(String tenant, Map<String, String> keys, String id) throws Exception {
    JsonValue body = get(tenant, keys, "/orders/" + id);
    return Objects.requireNonNull(JsonText.find(body, "order"), "no order in the answer");
  }

  private JsonValue get(String tenant, Map<String, String> keys, String path) throws Exception {
    Answer answer = hub.call(tenant, key(keys, "terminal"), "GET", path, null);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static List<String> terminals(JsonValue delivery, String list) {
    return JsonText.items(delivery, list).stream()
        .map(mark -> JsonText.at(mark, "terminal", ""))
        .toList();
  }

  private static @Nullable String text(JsonValue value, String... path) {
    return JsonText.at(value, path);
  }

  private static String key(Map<String, String> keys, String role) {
    return keys.getOrDefault(role, "");
  }
}
