package io.poshub.engine.idempotency;

import static io.poshub.engine.idempotency.KeyedEffects.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.idempotency.KeyedEffects.Effect;
import io.poshub.engine.idempotency.KeyedEffects.Gate;
import io.poshub.engine.idempotency.KeyedEffects.Outcome;
import io.poshub.engine.idempotency.KeyedEffects.Poison;
import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.Tenant;
import io.poshub.testing.Seeds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a key promises to calls that come at the same time, on one node and on two. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class TwinsTest {
  private static final int WAIT_SECONDS = 30;

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("twins");
  private final Lanes otherLanes = engine.lanesOn(engine.transactions, (_, _, _, _) -> {});
  private final Idempotency here = new Idempotency(engine.lanes, engine.transactions);
  private final Idempotency there = new Idempotency(otherLanes, engine.transactions);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void twinsInOneBatchHaveOneEffectAndOneAnswer() throws Exception {
    for (int status : new int[] {200, 409}) {
      int before = effects();
      List<Once<Outcome>> answers =
          inOneBatch(
              Collections.nCopies(5, keyed("twin-" + status, "{\"a\":1}", new Effect(status))));

      String first = status + " " + first(answers.getFirst()).text();
      assertThat(answers.subList(1, 5)).extracting(TwinsTest::replayed).containsOnly(first);
      assertThat(effects() - before).isOne();
    }
  }

  @Test
  void aStrangerWithTheKeyInTheSameBatchIsRefused() throws Exception {
    List<Once<Outcome>> answers =
        inOneBatch(
            List.of(
                keyed("k", "{\"a\":1}", new Effect(200)),
                keyed("k", "{\"a\":2}", new Effect(200)),
                keyed("other", "{\"a\":2}", new Effect(200))));

    assertThat(answers.get(0)).isInstanceOf(Once.First.class);
    assertThat(answers.get(1)).isInstanceOf(Once.Reused.class);
    assertThat(answers.get(2)).isInstanceOf(Once.First.class);
  }

  @Test
  void aTwinOfACallWhoseAnswerIsNotKeptIsDecidedAnew() throws Exception {
    List<Once<Outcome>> answers =
        inOneBatch(
            List.of(
                keyed("k", "{\"a\":1}", new Effect(404)),
                keyed("k", "{\"a\":2}", new Effect(201)),
                keyed("k", "{\"a\":2}", new Effect(201))));

    assertThat(first(answers.get(0)).status()).isEqualTo(404);
    assertThat(replayed(answers.get(2))).isEqualTo("201 " + first(answers.get(1)).text());
    assertThat(here.find(tenant, new IdempotencyKey("k"))).isPresent();
  }

  @Test
  void aThrowingTwinLeavesTheKeyToTheOthersOfItsBatch() throws Exception {
    Gate gate = new Gate();
    CompletableFuture<Outcome> held = engine.lanes.submit(tenant, gate);
    gate.awaitEntered();
    CompletableFuture<Once<Outcome>> poison =
        engine.lanes.submit(tenant, keyed("k", "{}", new Poison()));
    CompletableFuture<Once<Outcome>> good =
        engine.lanes.submit(tenant, keyed("k", "{}", new Effect(200)));
    gate.open();

    held.get(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(poison.handle((_, failure) -> failure).get(WAIT_SECONDS, TimeUnit.SECONDS))
        .isNotNull();
    assertThat(good.get(WAIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Once.First.class);
  }

  @Test
  void manyTwinsOnTwoNodesHaveOneEffectPerKeyAndAllAreAnswered() throws Exception {
    int keys = 40;
    int twins = 12;
    RandomGenerator random = Seeds.random("manyTwinsOnTwoNodes");
    List<Callable<String>> calls = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      KeyedRequest request = request("key-" + random.nextInt(1_000_000) + "-" + key);
      Effect effect = new Effect(random.nextInt(4) == 0 ? 409 : 200);
      for (int twin = 0; twin < twins; twin++) {
        Idempotency node = twin % 2 == 0 ? here : there;
        calls.add(() -> request.key().value() + " " + told(call(node, request, effect)));
      }
    }
    Collections.shuffle(calls, new Random(random.nextLong()));

    List<String> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : callers.invokeAll(calls)) {
        answers.add(answer.get(WAIT_SECONDS, TimeUnit.SECONDS));
      }
    }

    assertThat(answers).hasSize(keys * twins);
    assertThat(answers.stream().distinct()).hasSize(keys);
    assertThat(effects()).isEqualTo(keys);
    assertThat(rows()).isEqualTo(keys);
  }

  @Test
  void aTwinOnTheSameNodeWaitsForTheFirstAndIsToldItsAnswer() throws Exception {
    Gate gate = new Gate();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Once<Outcome>> first = callers.submit(() -> call(here, request("k"), gate));
      gate.awaitEntered();
      Future<Once<Outcome>> twin = callers.submit(() -> call(here, request("k"), gate));
      gate.open();

      assertThat(replayed(twin.get(WAIT_SECONDS, TimeUnit.SECONDS)))
          .isEqualTo("200 " + first(first.get(WAIT_SECONDS, TimeUnit.SECONDS)).text());
    }
    assertThat(effects()).isOne();
  }

  @Test
  void aTwinOnTheSameNodeIsToldThatTheFirstTakesLong() throws Exception {
    Idempotency hasty = new Idempotency(engine.lanes, engine.transactions, Duration.ofMillis(20));
    Gate gate = new Gate();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Once<Outcome>> first = callers.submit(() -> call(hasty, request("k"), gate));
      gate.awaitEntered();

      assertThat(call(hasty, request("k"), gate)).isInstanceOf(Once.InProgress.class);
      gate.open();
      first(first.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }
    assertThat(call(hasty, request("k"), gate)).isInstanceOf(Once.Replayed.class);
    assertThat(effects()).isOne();
  }

  @Test
  void aTwinOnAnotherNodeIsToldThatTheFirstTakesLongAndItsNeighboursGoOn() throws Exception {
    Gate gate = new Gate();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Once<Outcome>> first = callers.submit(() -> call(here, request("k"), gate));
      gate.awaitEntered();

      CompletableFuture<Once<Outcome>> twin =
          otherLanes.submit(tenant, keyed("k", "{}", new Effect(200)));
      CompletableFuture<Once<Outcome>> neighbour =
          otherLanes.submit(tenant, keyed("neighbour", "{}", new Effect(200)));
      assertThat(twin.get(WAIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Once.InProgress.class);
      assertThat(neighbour.get(WAIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Once.First.class);

      gate.open();
      first(first.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }
    assertThat(call(there, request("k"), new Effect(200))).isInstanceOf(Once.Replayed.class);
    assertThat(effects()).isEqualTo(2);
  }

  @Test
  void aCallAndItsReversalInOneBatchCountInTheirOrder() throws Exception {
    Gate gate = new Gate();
    CompletableFuture<Outcome> held = engine.lanes.submit(tenant, gate);
    gate.awaitEntered();
    CompletableFuture<SettleKey.Result> early = engine.lanes.submit(tenant, settle("late"));
    CompletableFuture<Once<Outcome>> late =
        engine.lanes.submit(tenant, keyed("late", "{}", new Effect(200)));
    CompletableFuture<Once<Outcome>> made =
        engine.lanes.submit(tenant, keyed("made", "{}", new Effect(200)));
    CompletableFuture<SettleKey.Result> found = engine.lanes.submit(tenant, settle("made"));
    CompletableFuture<Once<Outcome>> refused =
        engine.lanes.submit(tenant, keyed("refused", "{}", new Effect(404)));
    CompletableFuture<SettleKey.Result> nothing = engine.lanes.submit(tenant, settle("refused"));
    gate.open();

    held.get(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(early.get(WAIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(SettleKey.Result.Nothing.class);
    assertThat(late.get(WAIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Once.Reversed.class);
    assertThat(made.get(WAIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Once.First.class);
    assertThat(found.get(WAIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(SettleKey.Result.Found.class);
    assertThat(refused.get(WAIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Once.First.class);
    assertThat(nothing.get(WAIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(SettleKey.Result.Nothing.class);
    assertThat(call(there, request("refused"), new Effect(200))).isInstanceOf(Once.Reversed.class);
  }

  @Test
  void aCallAndItsReversalOnTwoNodesAgreeOnWhoCameFirst() throws Exception {
    int keys = 60;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int key = 0; key < keys; key++) {
        KeyedRequest request = request("race-" + key);
        SettleKey settle = new SettleKey(request.key());
        Future<Once<Outcome>> call = callers.submit(() -> call(here, request, new Effect(200)));
        Future<SettleKey.Result> reversal = callers.submit(() -> otherLanes.call(tenant, settle));
        Once<Outcome> answer = call.get(WAIT_SECONDS, TimeUnit.SECONDS);
        if (reversal.get(WAIT_SECONDS, TimeUnit.SECONDS) instanceof SettleKey.Result.Found) {
          assertThat(answer).isInstanceOf(Once.First.class);
        } else {
          assertThat(answer).isInstanceOf(Once.Reversed.class);
        }
      }
    }
    assertThat(rows()).isEqualTo(keys);
  }

  @Test
  void theReversalOfACallThatTakesLongOnAnotherNodeIsToldSo() throws Exception {
    Gate gate = new Gate();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Once<Outcome>> first = callers.submit(() -> call(here, request("k"), gate));
      gate.awaitEntered();

      assertThat(otherLanes.call(tenant, settle("k")))
          .isInstanceOf(SettleKey.Result.UnderWay.class);
      gate.open();
      first(first.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }
    assertThat(otherLanes.call(tenant, settle("k"))).isInstanceOf(SettleKey.Result.Found.class);
  }

  private static SettleKey settle(String key) {
    return new SettleKey(new IdempotencyKey(key));
  }

  private List<Once<Outcome>> inOneBatch(List<Command<Once<Outcome>>> commands) throws Exception {
    Gate gate = new Gate();
    CompletableFuture<Once<Outcome>> held =
        engine.lanes.submit(tenant, keyed("gate-" + engine.ids.next(), "{}", gate));
    gate.awaitEntered();
    List<CompletableFuture<Once<Outcome>>> answers =
        commands.stream().map(command -> engine.lanes.submit(tenant, command)).toList();
    gate.open();
    held.get(WAIT_SECONDS, TimeUnit.SECONDS);
    List<Once<Outcome>> told = new ArrayList<>();
    for (CompletableFuture<Once<Outcome>> answer : answers) {
      told.add(answer.get(WAIT_SECONDS, TimeUnit.SECONDS));
    }
    return told;
  }

  private KeyedRequest request(String key) {
    return KeyedEffects.request(tenant, key, "{}");
  }

  private KeyedCommand<Outcome> keyed(String key, String body, Command<Outcome> command) {
    return new KeyedCommand<>(
        KeyedEffects.request(tenant, key, body), command, KeyedEffects::written);
  }

  private Once<Outcome> call(Idempotency node, KeyedRequest request, Command<Outcome> command) {
    return node.call(tenant, request, command, KeyedEffects::written);
  }

  private static String told(Once<Outcome> once) {
    return once instanceof Once.First<Outcome>(Outcome outcome)
        ? outcome.status() + " " + outcome.text()
        : replayed(once);
  }

  private static Outcome first(Once<Outcome> once) {
    assertThat(once).isInstanceOf(Once.First.class);
    return ((Once.First<Outcome>) once).outcome();
  }

  private static String replayed(Once<Outcome> once) {
    assertThat(once).isInstanceOf(Once.Replayed.class);
    return text(((Once.Replayed<Outcome>) once).answer());
  }

  private int effects() {
    assertThat(engine.stored(tenant)).hasSizeLessThan(EventLog.PAGE_MAX_EVENTS);
    return (int)
        engine.stored(tenant).stream().filter(event -> !event.data().startsWith("\"gate")).count();
  }

  private long rows() throws SQLException {
    return engine.number(tenant, "SELECT COUNT(*) FROM idempotency_keys");
  }
}
