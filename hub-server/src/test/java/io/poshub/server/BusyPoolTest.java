package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import io.poshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hub still knows when every connection of its pool waits for a table. */
class BusyPoolTest {
  private static final String TENANT = "busy";

  private static final int KNOWN = 400;

  /** More than the pool has connections. */
  private static final int READS = 30;

  private RunningHub hub;
  private Map<String, String> keys;

  @BeforeEach
  void start() throws Exception {
    hub = RunningHub.start();
    keys = hub.newTenant(TENANT);
    assertThat(call("terminal", "/orders?limit=99").status()).isEqualTo(200);
    assertThat(knock("platform")).isEqualTo(KNOWN);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void keysAreKnownAndRevocationsAreHeardOf() throws Exception {
    try (RunningHub other = hub.another();
        ExecutorService pollers = Executors.newVirtualThreadPerTaskExecutor();
        Connection people = TestDatabase.shared().connect(hub.schemas().tenant(TENANT));
        Statement statement = people.createStatement()) {
      statement.execute("LOCK TABLES orders WRITE");
      try {
        CompletionService<Answer> reads = new ExecutorCompletionService<>(pollers);
        for (int limit = 1; limit <= READS; limit++) {
          String path = "/orders?limit=" + limit;
          reads.submit(() -> call("terminal", path));
        }
        assertThat(reads.take().get().status()).as("the pool is exhausted").isEqualTo(503);

        revoke(other, "platform");
        Eventually.holds("the revoked key is refused", () -> knock("platform") == 401);
        assertThat(knock("terminal")).isEqualTo(KNOWN);
        assertThat(knock("admin")).as("a key that was not used before").isEqualTo(KNOWN);
      } finally {
        statement.execute("UNLOCK TABLES");
      }
    }
  }

  private static String id(List<JsonValue> keys, String role) {
    return keys.stream()
        .map(JsonValue.Obj.class::cast)
        .filter(key -> RunningHub.text(key, "role").equals(role))
        .map(key -> RunningHub.text(key, "id"))
        .findFirst()
        .orElseThrow();
  }

  private void revoke(RunningHub on, String role) throws Exception {
    Answer listed = on.call(TENANT, key("admin"), "GET", "/keys", null);
    List<JsonValue> all = new ArrayList<>(((JsonValue.Arr) listed.at("keys")).items());
    Answer revoked = on.call(TENANT, key("admin"), "DELETE", "/keys/" + id(all, role), null);
    assertThat(revoked.status()).isEqualTo(204);
  }

  private Answer call(String role, String path) throws Exception {
    return hub.call(TENANT, key(role), "GET", path, null);
  }

  /** Asks for something that needs no table: a mistake is told to those only whose key is known. */
  private int knock(String role) throws Exception {
    return hub.call(TENANT, key(role), "POST", "/orders", "no JSON").status();
  }

  private String key(String role) {
    return keys.getOrDefault(role, "");
  }
}
