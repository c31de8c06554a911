package io.poshub.engine.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers on the real database. */
class TimersTest {
  private static final TimerKind RING = new TimerKind("ring");

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("clock");
  private final List<String> rung = new CopyOnWriteArrayList<>();
  private final Timers timers = timers(this::ring);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aTimerFiresOnceWhenItsTimeHasCome() {
    set("a", Duration.ofMinutes(1));
    set("b", Duration.ofMinutes(2));

    assertThat(timers.fireDue()).isZero();
    engine.clock.advance(Duration.ofMinutes(1));
    assertThat(timers.fireDue()).isEqualTo(1);
    assertThat(timers.fireDue()).isZero();

    assertThat(rung).containsExactly("a");
  }

  @Test
  void aTimerThatIsSetAgainHasTheNewTimeAndOneThatIsDroppedNone() {
    set("a", Duration.ofMinutes(1));
    set("a", Duration.ofMinutes(5));
    set("b", Duration.ofMinutes(1));
    run(batch -> batch.rows(TimerSet.KIND).drop(RING, "b"));
    engine.clock.advance(Duration.ofMinutes(4));
    assertThat(timers.fireDue()).isZero();

    engine.clock.advance(Duration.ofMinutes(1));
    assertThat(timers.fireDue()).isEqualTo(1);
  }

  @Test
  void aFailingTimerComesAgainLaterAndLaterUntilItIsGivenUpAndListed() {
    Timers failing =
        timers((_, _) -> CompletableFuture.failedFuture(new IllegalStateException("4111 1111")));
    set("a", Duration.ZERO);

    for (int attempt = 1; attempt <= Timers.ATTEMPTS_MAX; attempt++) {
      assertThat(failing.fireDue()).as("attempt %d", attempt).isEqualTo(1);
      assertThat(failing.fireDue()).as("too early").isZero();
      engine.clock.advance(Timers.backOff(attempt));
    }

    assertThat(failing.fireDue()).isZero();
    assertThat(failing.dead("clock"))
        .containsExactly(
            new DeadTimer(
                "ring", "a", Timers.ATTEMPTS_MAX, "IllegalStateException", engine.clock.instant()));
    assertThat(timers.fireDue()).isZero();
    assertThat(timers.revive("clock")).isEqualTo(1);
    assertThat(timers.fireDue()).isEqualTo(1);
    assertThat(timers.dead("clock")).isEmpty();
  }

  @Test
  void aTimerWhoseNodeDiedComesAgain() {
    Timers dying = timers((_, _) -> new CompletableFuture<>().completeAsync(() -> true));
    set("a", Duration.ZERO);

    assertThat(dying.fireDue()).isEqualTo(1);
    engine.clock.advance(Timers.backOff(1));
    assertThat(timers.fireDue()).isEqualTo(1);

    assertThat(rung).containsExactly("a");
  }

  @Test
  void aNodeLeavesAloneWhatItHasNoHandlerFor() {
    set("a", Duration.ZERO);
    Timers older =
        new Timers(
            engine.transactions,
            engine.tenants,
            Map.of(new TimerKind("other"), this::ring),
            engine.clock);

    assertThat(older.fireDue()).isZero();
    assertThat(timers.fireDue()).isEqualTo(1);
  }

  @Test
  void severalNodesAtOnceFireEachTimerOnce() throws Exception {
    int count = 3 * Timers.ROUND_MAX_TIMERS + 7;
    run(batch ->
        IntStream.range(0, count)
            .forEach(i -> batch.rows(TimerSet.KIND).set(RING, "t" + i, batch.now())));

    List<Future<Integer>> nodes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int node = 0; node < 3; node++) {
        nodes.add(threads.submit(timers(this::ring)::fireDue));
      }
    }

    int fired = 0;
    for (Future<Integer> node : nodes) {
      fired += node.get();
    }
    assertThat(fired + timers.fireDue()).isEqualTo(count);
    assertThat(rung).hasSize(count).doesNotHaveDuplicates();
  }

  private void set(String ref, Duration in) {
    run(batch -> batch.rows(TimerSet.KIND).set(RING, ref, batch.now().plus(in)));
  }

  private CompletableFuture<Boolean> ring(Tenant of, String ref) {
    return engine.lanes.submit(
        of,
        new Step(batch -> {
          batch.rows(TimerSet.KIND).drop(RING, ref);
          rung.add(ref);
        }));
  }

  private void run(Consumer<Batch> step) {
    engine.lanes.call(tenant, new Step(step));
  }

  private Timers timers(TimerHandler handler) {
    return new Timers(engine.transactions, engine.tenants, Map.of(RING, handler), engine.clock);
  }

  private record Step(Consumer<Batch> work) implements Command<Boolean> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Boolean decide(Batch batch) {
      work.accept(batch);
      return true;
    }
  }
}
