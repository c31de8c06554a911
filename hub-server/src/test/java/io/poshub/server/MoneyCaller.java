package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One of many tills: deducts, loads, reserves, captures, gives back and undoes at random, now on
 * one node, now on the other, now on both at once under one key. One thread, its twins apart.
 */
final class MoneyCaller {
  private final String name;
  private final RandomGenerator random;
  private final List<String> cards;
  private final List<String> phones;
  private final Hub hub;
  private final BiConsumer<String, LedgerModel.Call> seen;
  private final Deque<Hold> holds = new ArrayDeque<>();
  private final Deque<Row> undoable = new ArrayDeque<>();
  private int calls;

  /** Posts to a node. */
  interface Hub {
    Answer post(int node, String path, String body, String key) throws Exception;
  }

  /** A card or an account and what its amounts are called. */
  private record Subject(String name, String path, String member) {
    String amount(long units) {
      return member.equals("points")
          ? "\"points\":" + units
          : "\"amount\":\"" + BigDecimal.valueOf(units, 2).toPlainString() + "\"";
    }
  }

  /** Reserved by this till. */
  private record Hold(Subject subject, String id, long units) {}

  /** Made by this till and not undone yet. */
  private record Row(Subject subject, String id, long unitsToTakeBack) {}

  /** One thing to ask for; {@code units} is what it needs to be available. */
  private record Wish(Subject subject, String path, String body, String key, long units) {}

  MoneyCaller(
      String name,
      RandomGenerator random,
      List<String> cards,
      List<String> phones,
      Hub hub,
      BiConsumer<String, LedgerModel.Call> seen) {
    this.name = name;
    this.random = random;
    this.cards = cards;
    this.phones = phones;
    this.hub = hub;
    this.seen = seen;
  }

  Void call(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      next();
    }
    return null;
  }

  private void next() throws Exception {
    int dice = random.nextInt(10);
    if (dice == 0 && !holds.isEmpty()) {
      resolve(holds.pop(), "/capture");
    } else if (dice == 1 && !holds.isEmpty()) {
      resolve(holds.pop(), "/release");
    } else if (dice == 2 && !undoable.isEmpty()) {
      undo(undoable.pop());
    } else if (dice <= 4) {
      hold(subject());
    } else {
      move(subject());
    }
  }

  private void resolve(Hold hold, String how) throws Exception {
    long units = 1 + random.nextLong(hold.units());
    String body = how.equals("/capture") ? "{" + hold.subject().amount(units) + "}" : "{}";
    ask(wish(hold.subject(), "/holds/" + hold.id() + how, body, 0));
  }

  private void undo(Row row) throws Exception {
    ask(
        wish(
            row.subject(),
            "/transactions/" + row.id() + "/reverse",
            "{\"reason\":\"mistake\"}",
            row.unitsToTakeBack()));
  }

  private void hold(Subject subject) throws Exception {
    long units = 1 + random.nextLong(200);
    Answer answer =
        ask(
            wish(
                subject, "/holds", "{" + subject.amount(units) + ",\"expires_in_s\":3600}", units));
    if (answer.status() == 201) {
      JsonValue.Obj hold = (JsonValue.Obj) answer.at("hold");
      holds.push(new Hold(subject, RunningHub.text(hold, "id"), units));
    }
  }

  private void move(Subject subject) throws Exception {
    boolean points = subject.member().equals("points");
    boolean gives = random.nextInt(3) == 0;
    long units = 1 + random.nextLong(points ? 40 : 400);
    String what = gives ? (points ? "/add" : "/load") : (points ? "/redeem" : "/deduct");
    String partial =
        what.equals("/deduct") && random.nextInt(4) == 0 ? ",\"allow_partial\":true" : "";
    Answer answer =
        ask(wish(subject, what, "{" + subject.amount(units) + partial + "}", gives ? 0 : units));
    if (answer.status() == 200) {
      JsonValue.Obj row = (JsonValue.Obj) answer.at("transaction");
      undoable.push(new Row(subject, RunningHub.text(row, "id"), gives ? units : 0));
    }
  }

  private Subject subject() {
    if (random.nextInt(3) == 0) {
      String phone = phones.get(random.nextInt(phones.size()));
      return new Subject(phone, "/loyalty/%2B" + phone.substring(1), "points");
    }
    String card = cards.get(random.nextInt(cards.size()));
    return new Subject(card, "/gift-cards/" + card, "amount");
  }

  private Wish wish(Subject subject, String path, String body, long units) {
    return new Wish(subject, subject.path() + path, body, name + "-" + calls++, units);
  }

  private Answer ask(Wish wish) throws Exception {
    return random.nextInt(5) == 0 ? twins(wish) : once(wish, random.nextInt(2));
  }

  /** Both nodes are asked at once, under one key. */
  private Answer twins(Wish wish) throws Exception {
    try (ExecutorService pair = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = pair.submit(() -> once(wish, 0));
      Future<Answer> second = pair.submit(() -> once(wish, 1));
      assertThat(first.get().body()).isEqualTo(second.get().body());
      assertThat(Stream.of(first.get(), second.get()))
          .as("one of the two is the repeated one")
          .filteredOn(answer -> "true".equals(answer.header("idempotent-replayed")))
          .hasSize(1);
      return first.get();
    }
  }

  private Answer once(Wish wish, int node) throws Exception {
    long askedNanos = System.nanoTime();
    Answer answer = hub.post(node, wish.path(), wish.body(), wish.key());
    long answeredNanos = System.nanoTime();
    LedgerModel.Call call =
        switch (answer.status()) {
          case 200, 201 -> {
            Moved moved = Moved.of(answer, wish.subject());
            yield new LedgerModel.Done(
                wish.key(), moved.units(), moved.after(), askedNanos, answeredNanos);
          }
          case 409 -> {
            assertThat(answer.code()).startsWith("insufficient_");
            assertThat(wish.units()).as("what %s needs", wish).isPositive();
            long available = minor(answer.at("available"));
            yield new LedgerModel.Refused(
                wish.key(), wish.units(), available, askedNanos, answeredNanos);
          }
          default -> throw new AssertionError(wish.path() + ": nobody expects " + answer);
        };
    seen.accept(wish.subject().name(), call);
    return answer;
  }

  /**
   * What an answer says of the ledger; a hold's answer shows no row, but the balance of its row.
   */
  private record Moved(long units, long after) {
    static Moved of(Answer answer, Subject subject) throws Exception {
      if (answer.status() == 201) {
        boolean points = subject.member().equals("points");
        JsonValue.Obj state = (JsonValue.Obj) answer.at(points ? "account" : "gift_card");
        return new Moved(0, number(state, points ? "points" : "balance"));
      }
      JsonValue.Obj row = (JsonValue.Obj) answer.at("transaction");
      return new Moved(number(row, subject.member()), number(row, "balance_after"));
    }
  }

  /** The key of the call that made a row; the first row of all has none. */
  static String keyOf(JsonValue.Obj row) {
    return row.members().get("idempotency_key") instanceof JsonValue.Text(String key) ? key : "";
  }

  static long number(JsonValue.Obj row, String member) {
    JsonValue value = row.members().get(member);
    return value == null ? 0 : minor(value);
  }

  /** Money as pence, points as they are. */
  static long minor(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> new BigDecimal(text).movePointRight(2).longValueExact();
      case JsonValue.Num number -> Long.parseLong(number.raw());
      default -> throw new AssertionError("not a number: " + value.kind());
    };
  }
}
