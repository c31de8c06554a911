package io.poshub.engine.lane;

import static io.poshub.engine.lane.LaneCommands.WAIT_SECONDS;
import static io.poshub.engine.lane.LaneCommands.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.LaneCommands.Gate;
import io.poshub.engine.lane.LaneCommands.Note;
import io.poshub.engine.lane.LaneCommands.Poison;
import io.poshub.engine.lane.LaneCommands.Silent;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The lane's promises, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class LaneTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("lane");

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatGathersWhileABatchRunsIsOneTransactionInTheOrderOfArrival() throws Exception {
    List<Integer> batches = new CopyOnWriteArrayList<>();
    Lanes lanes = lanes(batches);
    Gate gate = new Gate();
    CompletableFuture<String> first = lanes.submit(tenant, gate);
    gate.awaitEntered();
    List<CompletableFuture<String>> rest =
        IntStream.range(0, 100).mapToObj(i -> lanes.submit(tenant, new Note("n" + i))).toList();
    gate.open();

    assertThat(first.get(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("gate");
    for (CompletableFuture<String> answer : rest) {
      answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
    Eventually.holds("both batches were told", () -> batches.size() == 2);
    assertThat(batches).containsExactly(1, 100);
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::data)
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(i -> "\"n" + i + "\"").toList());
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
  }

  @Test
  void aPoisonCommandFailsAloneAndLeavesNoEvent() throws Exception {
    Lanes lanes = lanes(new CopyOnWriteArrayList<>());
    Gate gate = new Gate();
    CompletableFuture<String> first = lanes.submit(tenant, gate);
    gate.awaitEntered();
    CompletableFuture<String> good = lanes.submit(tenant, new Note("good"));
    CompletableFuture<String> poison = lanes.submit(tenant, new Poison());
    CompletableFuture<String> after = lanes.submit(tenant, new Note("after"));
    gate.open();

    first.get(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(good.get(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("good");
    assertThat(after.get(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("after");
    assertFailsWith(poison, ErrorCode.INTERNAL_ERROR);
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::data)
        .containsExactly("\"good\"", "\"after\"");
  }

  @Test
  void aPoisonCommandCostsTheOthersOfAFullBatchFewTransactions() throws Exception {
    List<Integer> batches = new CopyOnWriteArrayList<>();
    Lanes lanes = lanes(batches);
    Gate gate = new Gate();
    CompletableFuture<String> first = lanes.submit(tenant, gate);
    gate.awaitEntered();
    List<CompletableFuture<String>> good = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      good.add(lanes.submit(tenant, new Note("n" + i)));
    }
    CompletableFuture<String> poison = lanes.submit(tenant, new Poison());
    for (int i = 100; i < Lane.BATCH_MAX_COMMANDS - 1; i++) {
      good.add(lanes.submit(tenant, new Note("n" + i)));
    }
    gate.open();

    first.get(WAIT_SECONDS, TimeUnit.SECONDS);
    for (CompletableFuture<String> answer : good) {
      answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
    assertFailsWith(poison, ErrorCode.INTERNAL_ERROR);
    Eventually.holds(
        "all batches were told",
        () -> batches.stream().mapToInt(Integer::intValue).sum() == Lane.BATCH_MAX_COMMANDS);
    assertThat(batches).hasSize(9);
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::data)
        .containsExactlyElementsOf(
            IntStream.range(0, good.size()).mapToObj(i -> "\"n" + i + "\"").toList());
  }

  @Test
  void aFullQueueIsAnAnswerAndTheLaneGoesOn() throws Exception {
    Lanes lanes = lanes(new CopyOnWriteArrayList<>());
    Gate gate = new Gate();
    CompletableFuture<String> first = lanes.submit(tenant, gate);
    gate.awaitEntered();
    List<CompletableFuture<String>> queued = new ArrayList<>();
    for (int i = 0; i < Lane.QUEUE_MAX_COMMANDS; i++) {
      queued.add(lanes.submit(tenant, new Silent()));
    }
    CompletableFuture<String> tooMany = lanes.submit(tenant, new Silent());

    assertFailsWith(tooMany, ErrorCode.OVERLOADED);
    gate.open();
    first.get(WAIT_SECONDS, TimeUnit.SECONDS);
    for (CompletableFuture<String> answer : queued) {
      answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(lanes.call(tenant, new Note("later"))).isEqualTo("later");
  }

  @Test
  void twoNodesWriteOneStreamWithoutAGap() throws Exception {
    Lanes one = lanes(new CopyOnWriteArrayList<>());
    Lanes other = lanes(new CopyOnWriteArrayList<>());
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add((i % 2 == 0 ? one : other).submit(tenant, new Note("n" + i)));
    }
    for (CompletableFuture<String> answer : answers) {
      answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    EventPage page = engine.eventLog.read("lane", null, 0, EventLog.PAGE_MAX_EVENTS);
    assertThat(page)
        .isInstanceOfSatisfying(
            EventPage.Events.class,
            events ->
                assertThat(events.events())
                    .extracting(StreamEvent::seq)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList()));
    assertThat(page.head().seq()).isEqualTo(300);
  }

  private Lanes lanes(List<Integer> batchSizes) {
    LaneListener listener =
        new LaneListener() {
          @Override
          public void onBatch(int commands, int events, long durationNanos) {
            batchSizes.add(commands);
          }
        };
    return new Lanes(
        engine.transactions,
        (_, _, _, _) -> {},
        listener,
        engine.clock,
        engine.ids,
        Thread::startVirtualThread);
  }
}
