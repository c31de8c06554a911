package io.poshub.server;

import static io.poshub.server.MoneyCaller.minor;
import static io.poshub.server.MoneyCaller.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * 64 callers with random commands over two nodes on one database, twins under one key among them;
 * what they saw is checked against a model of one caller at a time.
 */
class MoneyModelTest {
  private static final int CALLERS = 64;
  private static final int CALLS_EACH = 25;
  private static final List<String> CARDS = List.of("MODELCARD1", "MODELCARD2", "MODELCARD3");
  private static final List<String> PHONES = List.of("+441514960101", "+441514960102");

  private final List<RunningHub> nodes = new ArrayList<>();
  private final Map<String, List<LedgerModel.Call>> seen = new HashMap<>();
  private Map<String, String> keys = Map.of();

  @Test
  void whatEverybodySawFitsOneOrder() throws Exception {
    RandomGenerator seeds = Seeds.random("MoneyModelTest");
    try (RunningHub one = RunningHub.start();
        RunningHub two = one.another()) {
      nodes.addAll(List.of(one, two));
      keys = one.newTenant("model");
      for (String card : CARDS) {
        call(0, "platform", "/gift-cards", "{\"amount\":\"600.00\",\"code\":\"" + card + "\"}", "");
      }
      for (String phone : PHONES) {
        call(1, "terminal", "/loyalty/%2B" + phone.substring(1) + "/add", "{\"points\":50}", "");
      }
      Stream.concat(CARDS.stream(), PHONES.stream())
          .forEach(name -> seen.put(name, Collections.synchronizedList(new ArrayList<>())));
      List<Future<?>> callers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CALLERS; i++) {
          String name = "c" + i;
          MoneyCaller caller =
              new MoneyCaller(
                  name,
                  new SplittableRandom(seeds.nextLong()),
                  CARDS,
                  PHONES,
                  (node, path, body, key) -> call(node, "terminal", path, body, key),
                  (whose, call) -> seen.getOrDefault(whose, List.of()).add(call));
          callers.add(threads.submit(() -> caller.call(CALLS_EACH)));
        }
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      for (String card : CARDS) {
        check(card, "/gift-cards/" + card, "/balance", "balance", "amount", "held_amount");
      }
      for (String phone : PHONES) {
        check(
            phone,
            "/loyalty/%2B" + phone.substring(1),
            "/points",
            "points",
            "points",
            "held_points");
      }
    }
  }

  private void check(
      String whose,
      String path,
      String read,
      String balanceMember,
      String amountMember,
      String heldMember)
      throws Exception {
    Answer balance = nodes.getFirst().call("model", admin(), "GET", path + read, null);
    List<LedgerModel.Row> ledger = new ArrayList<>();
    String more = "";
    while (true) {
      Answer page =
          nodes
              .getLast()
              .call("model", admin(), "GET", path + "/transactions?limit=200" + more, null);
      for (JsonValue item : ((JsonValue.Arr) page.at("transactions")).items()) {
        JsonValue.Obj row = (JsonValue.Obj) item;
        ledger.add(
            new LedgerModel.Row(
                MoneyCaller.keyOf(row),
                number(row, amountMember),
                number(row, heldMember),
                number(row, "balance_before"),
                number(row, "balance_after")));
      }
      if (page.at("has_more").equals(new JsonValue.Bool(false))) {
        break;
      }
      more = "&cursor=" + ((JsonValue.Text) page.at("cursor")).value();
    }
    List<LedgerModel.Call> calls = seen.getOrDefault(whose, List.of());
    assertThat(calls).as("calls about %s", whose).hasSizeGreaterThan(CALLERS);
    new LedgerModel(ledger.reversed())
        .check(calls, minor(balance.at(balanceMember)), minor(balance.at("held")));
  }

  private Answer call(int node, String role, String path, String body, String key)
      throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-API-Key", keys.getOrDefault(role, ""));
    headers.put("X-Tenant-ID", "model");
    headers.put("Content-Type", "application/json");
    if (!key.isEmpty()) {
      headers.put("Idempotency-Key", key);
    }
    return nodes.get(node).send("POST", "/api/model" + path, body, headers);
  }

  private String admin() {
    return keys.getOrDefault("admin", "");
  }
}
