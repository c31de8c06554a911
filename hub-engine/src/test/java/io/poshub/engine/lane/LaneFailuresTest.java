package io.poshub.engine.lane;

import static io.poshub.engine.lane.LaneCommands.WAIT_SECONDS;
import static io.poshub.engine.lane.LaneCommands.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.CountedWire;
import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.LaneCommands.Gate;
import io.poshub.engine.lane.LaneCommands.Note;
import io.poshub.engine.lane.LaneCommands.Silent;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the lane tells its callers when the database fails it, and what is left behind. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class LaneFailuresTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("lane");

  @AfterEach
  void close() {
    engine.close();
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
    assertThatThrownBy(() -> engine.lanes.call(tenant, new Needing(RefusedRow.KIND)))
        .isInstanceOfSatisfying(
            LaneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    assertThat(engine.lanes.call(tenant, new Note("next"))).isEqualTo("next");
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM order_numbers")).isZero();
  }

  @Test
  void whoseRowIsRefusedFailsAloneWithAndWithoutEvents() throws Exception {
    for (Command<String> other : List.of(new Silent(), new Note("event"))) {
      Gate gate = new Gate();
      CompletableFuture<String> first = engine.lanes.submit(tenant, gate);
      gate.awaitEntered();
      CompletableFuture<String> before = engine.lanes.submit(tenant, other);
      CompletableFuture<String> refused = engine.lanes.submit(tenant, new Needing(RefusedRow.KIND));
      CompletableFuture<String> after = engine.lanes.submit(tenant, other);
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

  private static long events(EngineFixture engine, Tenant tenant) throws SQLException {
    return engine.number(tenant, "SELECT COUNT(*) FROM events");
  }

  private Lanes lanesOver(Map<String, FailingDataSource.Failure> failures) {
    return engine.lanesOn(
        engine.transactionsOn(FailingDataSource.over(engine.pool, failures)), (_, _, _, _) -> {});
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
