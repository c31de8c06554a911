package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Seeds;
import java.math.BigDecimal;
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
          RandomGenerator random = new SplittableRandom(seeds.nextLong());
          callers.add(threads.submit(() -> callAtRandom(name, random)));
        }
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      for (String card : CARDS) {
        check(card, "/gift-cards/" + card, "/balance", "balance", "amount");
      }
      for (String phone : PHONES) {
        check(phone, "/loyalty/%2B" + phone.substring(1), "/points", "points", "points");
      }
    }
  }

  private Void callAtRandom(String name, RandomGenerator random) throws Exception {
    for (int i = 0; i < CALLS_EACH; i++) {
      Wish wish = wish(name + "-" + i, random);
      boolean twins = random.nextInt(5) == 0;
      if (twins) {
        twins(wish);
      } else {
        once(wish, random.nextInt(nodes.size()));
      }
    }
    return null;
  }

  /** Both nodes are asked at once, under one key. */
  private void twins(Wish wish) throws Exception {
    try (ExecutorService pair = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = pair.submit(() -> once(wish, 0));
      Future<Answer> second = pair.submit(() -> once(wish, 1));
      assertThat(first.get().body()).isEqualTo(second.get().body());
      assertThat(Stream.of(first.get(), second.get()))
          .as("one of the two is the repeated one")
          .filteredOn(answer -> "true".equals(answer.header("idempotent-replayed")))
          .hasSize(1);
    }
  }

  private Answer once(Wish wish, int node) throws Exception {
    long askedNanos = System.nanoTime();
    Answer answer = call(node, "terminal", wish.path, wish.body, wish.key);
    long answeredNanos = System.nanoTime();
    List<LedgerModel.Call> calls = seen.getOrDefault(wish.whose, List.of());
    switch (answer.status()) {
      case 200 -> {
        JsonValue.Obj row = (JsonValue.Obj) answer.at("transaction");
        calls.add(
            new LedgerModel.Done(
                wish.key,
                RunningHub.text(row, "id"),
                number(row, wish.amountMember),
                number(row, "balance_after"),
                askedNanos,
                answeredNanos));
      }
      case 409 -> {
        assertThat(answer.code()).startsWith("insufficient_");
        long available = minor(answer.at("available"));
        calls.add(
            new LedgerModel.Refused(wish.key, wish.amount, available, askedNanos, answeredNanos));
      }
      default -> throw new AssertionError("an answer nobody expects: " + answer);
    }
    return answer;
  }

  private static Wish wish(String key, RandomGenerator random) {
    if (random.nextInt(3) == 0) {
      String phone = PHONES.get(random.nextInt(PHONES.size()));
      long points = 1 + random.nextLong(40);
      String action = random.nextInt(3) > 0 ? "/redeem" : "/add";
      return new Wish(
          phone,
          "/loyalty/%2B" + phone.substring(1) + action,
          "{\"points\":" + points + "}",
          key,
          points,
          "points");
    }
    String card = CARDS.get(random.nextInt(CARDS.size()));
    long minor = 1 + random.nextLong(400);
    String body =
        "{\"amount\":\"%s\",\"allow_partial\":%b}"
            .formatted(BigDecimal.valueOf(minor, 2).toPlainString(), random.nextInt(4) == 0);
    return new Wish(card, "/gift-cards/" + card + "/deduct", body, key, minor, "amount");
  }

  /** One thing to ask for. */
  private record Wish(
      String whose, String path, String body, String key, long amount, String amountMember) {}

  private void check(
      String whose, String path, String read, String balanceMember, String amountMember)
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
                RunningHub.text(row, "id"),
                number(row, amountMember),
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
    new LedgerModel(ledger.reversed()).check(calls, minor(balance.at(balanceMember)));
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

  private static long number(JsonValue.Obj row, String member) {
    JsonValue value = row.members().get(member);
    return value == null ? 0 : minor(value);
  }

  /** Money as pence, points as they are. */
  private static long minor(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> new BigDecimal(text).movePointRight(2).longValueExact();
      case JsonValue.Num number -> Long.parseLong(number.raw());
      default -> throw new AssertionError("not a number: " + value.kind());
    };
  }
}
