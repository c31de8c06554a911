package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.poshub.protocol.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who is served, in turns of a loop that the test turns. */
class SweepTest {
  private static final long SLOW_VISIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<Integer> served = new ArrayList<>();
  private final AtomicLong nowNanos = new AtomicLong();
  private final Sweep sweep = new Sweep(channel.eventLoop(), nowNanos::get, _ -> {});

  /** How long serving one socket takes. */
  private long visitNanos;

  SweepTest() {
    channel.freezeTime();
  }

  @Test
  void everybodyIsServedAtOnce() {
    take(5);
    wake();
    wake();
    assertThat(served).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
  }

  @Test
  void aLargeTenantLetsOthersInBetweenTurns() {
    take(Sweep.TURN_MAX_SUBSCRIBERS * 2 + 1);
    wake();
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS);
    turn();
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS * 2 + 1).doesNotHaveDuplicates();
  }

  @Test
  void newsThatComeInTheMiddleOfARoundReachThoseWhoHadTheirTurn() {
    take(Sweep.TURN_MAX_SUBSCRIBERS + 1);
    wake();
    wake();
    turn();
    turn();
    turn();
    assertThat(served).hasSize(2 * (Sweep.TURN_MAX_SUBSCRIBERS + 1));
    assertThat(new HashSet<>(served)).hasSize(Sweep.TURN_MAX_SUBSCRIBERS + 1);
  }

  @Test
  void nobodyIsSkippedWhenSomebodyLeavesInTheMiddleOfARound() {
    List<Subscriber> all = take(Sweep.TURN_MAX_SUBSCRIBERS + 10);
    wake();
    sweep.remove(all.getFirst());
    turn();
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS + 10).doesNotHaveDuplicates();
  }

  @Test
  void aRoundThatLosesAllItsSocketsEnds() {
    List<Subscriber> all = take(Sweep.TURN_MAX_SUBSCRIBERS + 10);
    wake();
    all.forEach(sweep::remove);
    turn();
    served.clear();
    take(1);
    turn();
    wake();
    assertThat(served).hasSize(1);
  }

  @Test
  void aRoundThatCarriedMuchIsFollowedByARestInWhichMoreGathers() {
    take(10);
    visitNanos = SLOW_VISIT_NANOS;
    wake(5);
    served.clear();
    wake(1);
    wake(1);
    turn();
    assertThat(served).isEmpty();
    pass(5 * Sweep.REST_PER_EVENT_NANOS);
    turn();
    assertThat(served).hasSize(10);
  }

  @Test
  void aRestIsNotLongerThanSomeRoundsNorThanItsMaximum() {
    take(1);
    visitNanos = SLOW_VISIT_NANOS;
    wake(1_000);
    served.clear();
    wake(1_000);
    pass(Sweep.REST_MAX_ROUNDS * SLOW_VISIT_NANOS);
    turn();
    assertThat(served).hasSize(1);
    take(99);
    wake(1_000);
    pass(Sweep.REST_MAX_NANOS);
    turn();
    served.clear();
    wake(1_000);
    pass(Sweep.REST_MAX_NANOS);
    turn();
    assertThat(served).hasSize(100);
  }

  @Test
  void whoeverHasFewSocketsNeverRests() {
    take(10);
    visitNanos = SLOW_VISIT_NANOS / 100;
    wake(1_000);
    wake(1_000);
    assertThat(served).hasSize(20);
  }

  private List<Subscriber> take(int count) {
    List<Subscriber> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Subscriber subscriber = new Counted(i);
      sweep.add(subscriber);
      all.add(subscriber);
    }
    return all;
  }

  private void wake() {
    wake(1);
  }

  private void wake(int events) {
    sweep.wakeAll(events, Frames.NOT_MEASURED);
  }

  private void pass(long nanos) {
    nowNanos.addAndGet(nanos);
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
  }

  /** What is due on the loop runs. */
  private void turn() {
    channel.runScheduledPendingTasks();
  }

  /** Notes that it was served. */
  private final class Counted implements Subscriber {
    private final int number;

    Counted(int number) {
      this.number = number;
    }

    @Override
    public void onWake() {
      served.add(number);
      nowNanos.addAndGet(visitNanos);
    }

    @Override
    public void onReset(Position head) {
      throw new AssertionError("nothing was pruned");
    }

    @Override
    public void onStreamRebuilt() {
      throw new AssertionError("nothing was rebuilt");
    }
  }
}
