package io.poshub.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.CountedWire;
import io.poshub.engine.EngineFixture;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.EventType;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The lane's promises, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class LaneTest {
  private static final int WAIT_SECONDS = 20;

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
  void aDeadlockIsTriedAgainAndTheEffectHappensOnce() {
    AtomicInteger failures = new AtomicInteger(2);
    Lanes lanes =
        lanesOver(
            Map.of(
                "commit",
                () ->
                    failures.getAndDecrement() > 0
                        ? new SQLTransactionRollbackException("deadlock", "40001", 1213)
                        : null));

    assertThat(lanes.call(tenant, new Note("once"))).isEqualTo("once");
    assertThat(engine.stored(tenant)).hasSize(1);
  }

  @Test
  void aConnectionThatBreaksDuringTheCommitLeavesTheOutcomeOpen() {
    Lanes lanes =
        lanesOver(Map.of("commit", () -> new SQLNonTransientConnectionException("gone", "08S01")));

    assertThatThrownBy(() -> lanes.call(tenant, new Note("open")))
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
  }

  @Test
  void aCommitWhoseAnswerIsLostLeavesTheOutcomeOpenAndHappensOnce() throws Exception {
    try (CountedWire wire = new CountedWire();
        EngineFixture far = EngineFixture.over(wire)) {
      Tenant there = far.newTenant("far");
      wire.loseCommits();

      assertThatThrownBy(() -> far.lanes.call(there, new Note("open")))
          .isInstanceOfSatisfying(
              LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
      Eventually.holds("it is committed", () -> events(far, there) == 1);
    }
  }

  @Test
  void whatIsRefusedOnItsWayWithTheCommitIsCertainlyUndone() throws Exception {
    Lanes lanes = lanes(new CopyOnWriteArrayList<>());

    assertThatThrownBy(() -> lanes.call(tenant, new Needing(RefusedRow.KIND)))
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    assertThat(lanes.call(tenant, new Note("next"))).isEqualTo("next");
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM order_numbers")).isZero();
  }

  @Test
  void whoseRowIsRefusedFailsAloneWithAndWithoutEvents() throws Exception {
    Lanes lanes = lanes(new CopyOnWriteArrayList<>());
    for (Command<String> other : List.of(new Silent(), new Note("event"))) {
      Gate gate = new Gate();
      CompletableFuture<String> first = lanes.submit(tenant, gate);
      gate.awaitEntered();
      CompletableFuture<String> before = lanes.submit(tenant, other);
      CompletableFuture<String> refused = lanes.submit(tenant, new Needing(RefusedRow.KIND));
      CompletableFuture<String> after = lanes.submit(tenant, other);
      gate.open();

      assertFailsWith(refused, ErrorCode.INTERNAL_ERROR);
      for (CompletableFuture<String> answer : List.of(first, before, after)) {
        assertThat(answer.get(WAIT_SECONDS, TimeUnit.SECONDS)).isNotNull();
      }
    }
    assertThat(engine.stored(tenant)).hasSize(2);
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM order_numbers")).isZero();
  }

  @Test
  void aConnectionThatBreaksBeforeTheCommitHadNoEffect() {
    Lanes lanes =
        lanesOver(
            Map.of(
                "prepareStatement", () -> new SQLNonTransientConnectionException("gone", "08S01")));

    assertThatThrownBy(() -> lanes.call(tenant, new Note("none")))
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    assertThat(engine.stored(tenant)).isEmpty();
  }

  @Test
  void aConnectionThatCannotEvenRollBackIsNoMistakeOfTheCommand() {
    Lanes lanes =
        lanesOver(
            Map.of(
                "prepareStatement", () -> new SQLNonTransientConnectionException("gone", "08S01"),
                "rollback", () -> new SQLException("Connection is closed")));

    assertThatThrownBy(() -> lanes.call(tenant, new Needing(LockedRow.KIND)))
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void cleaningUpAfterABrokenConnectionDoesNotHideThatItBroke() {
    Lanes lanes =
        lanesOver(
            Map.of(
                "prepareStatement", () -> new SQLException("no operations after it was closed"),
                "rollback", () -> new SQLException("Connection is closed"),
                "isValid", () -> new SQLNonTransientConnectionException("gone", "08S01")));

    assertThatThrownBy(() -> lanes.call(tenant, new Needing(LockedRow.KIND)))
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void nothingThatFailsAfterTheCommitMakesTheEffectHappenTwice() {
    Lanes lanes = lanesOver(Map.of("close", () -> new SQLException("cannot close", "08S01")));
    Lanes deaf =
        new Lanes(
            engine.transactions,
            (_, _, _, _) -> {
              throw new IllegalStateException("deaf");
            },
            LaneListener.NONE,
            engine.clock,
            engine.ids,
            Thread::startVirtualThread);

    assertThat(lanes.call(tenant, new Note("first"))).isEqualTo("first");
    assertThat(deaf.call(tenant, new Note("second"))).isEqualTo("second");
    assertThat(engine.stored(tenant))
        .extracting(StreamEvent::data)
        .containsExactly("\"first\"", "\"second\"");
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

  private static long events(EngineFixture engine, Tenant tenant) throws SQLException {
    return engine.number(tenant, "SELECT COUNT(*) FROM events");
  }

  private Lanes lanesOver(Map<String, FailingDataSource.Failure> failures) {
    return engine.lanesOn(
        engine.transactionsOn(FailingDataSource.over(engine.pool, failures)), (_, _, _, _) -> {});
  }

  private static void assertFailsWith(CompletableFuture<String> answer, ErrorCode code) {
    AtomicReference<ErrorCode> failed = new AtomicReference<>();
    CompletableFuture<String> handled =
        answer.exceptionally(failure -> {
          failed.set(((LaneException) failure).code());
          return "failed";
        });
    assertThat(handled.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join()).isEqualTo("failed");
    assertThat(failed).hasValue(code);
  }

  /** Holds the lane's thread until it is opened. */
  private static final class Gate implements Command<String> {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void awaitEntered() throws InterruptedException {
      assertThat(entered.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    void open() {
      opened.countDown();
    }

    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      entered.countDown();
      try {
        assertThat(opened.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "gate";
    }
  }

  /** Leaves one event. */
  private record Note(String text) implements Command<String> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      batch.emit(EventType.MODE_CHANGED, text);
      return text;
    }
  }

  /** Leaves nothing. */
  private record Silent() implements Command<String> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      return "silent";
    }
  }

  /** Emits, then throws. */
  private record Poison() implements Command<String> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public String decide(Batch batch) {
      batch.emit(EventType.MODE_CHANGED, "poison");
      throw new IllegalStateException("poison");
    }
  }

  /** A command that needs a row. */
  private record Needing(RowSet.Kind<?> kind) implements Command<String> {
    @Override
    public void claim(Batch batch) {
      batch.rows(kind);
    }

    @Override
    public String decide(Batch batch) {
      return "needing";
    }
  }

  private static final class LockedRow implements RowSet {
    static final Kind<LockedRow> KIND = new Kind<>(1, LockedRow::new);

    @Override
    public void load(Connection connection, Batch batch) throws SQLException {
      connection.prepareStatement("SELECT 1").close();
    }

    @Override
    public void flush(Writes writes, Batch batch) {}
  }

  /** A good row, and one that the schema refuses. */
  private static final class RefusedRow implements RowSet {
    static final Kind<RefusedRow> KIND = new Kind<>(2, RefusedRow::new);

    @Override
    public void load(Connection connection, Batch batch) {}

    @Override
    public void flush(Writes writes, Batch batch) {
      String sql = "INSERT INTO order_numbers VALUES (?, ?)";
      writes.add(sql, LocalDate.EPOCH, 1);
      writes.add(sql, LocalDate.EPOCH.plusDays(1), -1);
    }
  }
}
