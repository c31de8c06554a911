package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides from what callers saw whether one card or account behaved as if there were only one
 * caller at a time: every effect is in the ledger once, in an order that contradicts nobody's
 * clock, and every refusal was true at some moment between its question and its answer.
 */
final class LedgerModel {
  private static final int MISSING = -1;

  private final List<Row> ledger;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Long> availableAfter = new ArrayList<>();

  /** A row of the ledger and the key of the call that made it; amounts in the smallest unit. */
  record Row(String key, long amount, long held, long before, long after) {}

  /** A call as its caller saw it; times of one clock for all callers. */
  sealed interface Call {
    String key();

    long askedNanos();

    long answeredNanos();
  }

  /** It made the row of its key. */
  record Done(String key, long amount, long after, long askedNanos, long answeredNanos)
      implements Call {}

  /** It was told that there is too little. */
  record Refused(String key, long wanted, long available, long askedNanos, long answeredNanos)
      implements Call {}

  /**
   * @param ledger oldest first
   */
  LedgerModel(List<Row> ledger) {
    this.ledger = List.copyOf(ledger);
    for (int i = 0; i < ledger.size(); i++) {
      Integer other = places.put(ledger.get(i).key(), i);
      assertThat(other).as("another row of the key %s", ledger.get(i).key()).isNull();
    }
  }

  /** Fails with the evidence if the calls and the ledger do not fit. */
  void check(List<Call> calls, long balance, long held) {
    checkSums(balance, held);
    Map<Integer, List<Done>> byPlace = effects(calls);
    checkClocks(byPlace);
    for (Call call : calls) {
      if (call instanceof Refused refused) {
        checkRefusal(refused, byPlace);
      }
    }
  }

  private void checkSums(long balance, long held) {
    long running = 0;
    long reserved = 0;
    for (Row row : ledger) {
      assertThat(row.before()).as("balance before %s", row).isEqualTo(running);
      running += row.amount();
      assertThat(row.after()).as("balance after %s", row).isEqualTo(running).isNotNegative();
      reserved += row.held();
      assertThat(reserved).as("held after %s", row).isBetween(0L, running);
      availableAfter.add(running - reserved);
    }
    assertThat(balance).as("balance at the end").isEqualTo(running);
    assertThat(held).as("held at the end").isEqualTo(reserved);
  }

  /** Every answer says what the row of its key says. */
  private Map<Integer, List<Done>> effects(List<Call> calls) {
    Map<Integer, List<Done>> byPlace = new TreeMap<>();
    for (Call call : calls) {
      if (call instanceof Done done) {
        int place = places.getOrDefault(done.key(), MISSING);
        assertThat(place).as("the ledger has the row of %s", done).isNotEqualTo(MISSING);
        assertThat(ledger.get(place).amount()).as("amount of %s", done).isEqualTo(done.amount());
        assertThat(ledger.get(place).after()).as("balance of %s", done).isEqualTo(done.after());
        byPlace.computeIfAbsent(place, _ -> new ArrayList<>()).add(done);
      } else {
        assertThat(places).as("no row of a call that was refused").doesNotContainKey(call.key());
      }
    }
    assertThat(byPlace)
        .as("a row for every call and no other but the first")
        .hasSize(places.size() - 1);
    return byPlace;
  }

  /** Who was answered before another one asked comes before it. */
  private void checkClocks(Map<Integer, List<Done>> byPlace) {
    long latestAskedNanos = Long.MIN_VALUE;
    for (Map.Entry<Integer, List<Done>> place : byPlace.entrySet()) {
      // The twin that asked first may be the one that made the row.
      long asked = place.getValue().stream().mapToLong(Done::askedNanos).min().orElseThrow();
      long answered = place.getValue().stream().mapToLong(Done::answeredNanos).min().orElseThrow();
      latestAskedNanos = Math.max(latestAskedNanos, asked);
      assertThat(answered)
          .as("%s is in the ledger after one that asked later", ledger.get(place.getKey()))
          .isGreaterThanOrEqualTo(latestAskedNanos);
    }
  }

  private void checkRefusal(Refused refused, Map<Integer, List<Done>> byPlace) {
    assertThat(refused.available()).as("%s", refused).isLessThan(refused.wanted());
    int from = 0;
    int to = ledger.size();
    for (Map.Entry<Integer, List<Done>> place : byPlace.entrySet()) {
      for (Done done : place.getValue()) {
        if (done.answeredNanos() < refused.askedNanos()) {
          from = Math.max(from, place.getKey() + 1);
        }
      }
      if (place.getValue().stream().allMatch(d -> d.askedNanos() > refused.answeredNanos())) {
        to = Math.min(to, place.getKey());
      }
    }
    boolean wasTrue = false;
    for (int position = from; position <= to && !wasTrue; position++) {
      long available = position == 0 ? 0 : availableAfter.get(position - 1);
      wasTrue = available == refused.available();
    }
    assertThat(wasTrue).as("%s was true between %d and %d", refused, from, to).isTrue();
  }
}
