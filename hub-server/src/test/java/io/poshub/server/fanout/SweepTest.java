package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.poshub.protocol.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rounds and rests, with a clock that moves by a step whenever somebody is served. */
class SweepTest {
  private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final int MANY = 100;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<Integer> served = new ArrayList<>();
  private final Sweep sweep = new Sweep(channel.eventLoop(), this::now, _ -> {});
  private long nowNanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);

  SweepTest() {
    channel.freezeTime();
  }

  @Test
  void theFirstWordOfADayIsServedAtOnce() {
    take(MANY);
    wake();
    assertThat(served).hasSize(MANY);
  }

  @Test
  void aTenantWithFewSocketsNeverRests() {
    take(5);
    wake();
    wake();
    wake();
    assertThat(served).hasSize(15);
  }

  @Test
  void whatComesWhileATenantRestsIsServedInOneRound() {
    take(MANY);
    wake();
    served.clear();
    wake();
    wake();
    pass(MANY * STEP_NANOS - 1);
    assertThat(served).isEmpty();
    pass(1);
    assertThat(served).hasSize(MANY).doesNotHaveDuplicates();
    pass(TimeUnit.SECONDS.toNanos(1));
    assertThat(served).hasSize(MANY);
  }

  @Test
  void whoeverHasRestedIsServedAtOnce() {
    take(MANY);
    wake();
    served.clear();
    pass(MANY * STEP_NANOS);
    wake();
    assertThat(served).hasSize(MANY);
  }

  @Test
  void aRestHasAnEnd() {
    take(10_000);
    wake();
    pass(0);
    assertThat(served).hasSize(10_000);
    wake();
    pass(Sweep.REST_MAX_NANOS);
    assertThat(served).hasSize(20_000);
  }

  @Test
  void aLargeTenantLetsOthersInBetweenTurns() {
    take(Sweep.TURN_MAX_SUBSCRIBERS * 2 + 1);
    wake();
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS);
    pass(0);
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS * 2 + 1).doesNotHaveDuplicates();
  }

  @Test
  void newsThatComeInTheMiddleOfARoundReachThoseWhoHadTheirTurn() {
    take(Sweep.TURN_MAX_SUBSCRIBERS + 1);
    wake();
    wake();
    pass(0);
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS + 1);
    pass(TimeUnit.SECONDS.toNanos(1));
    assertThat(served).hasSize(2 * (Sweep.TURN_MAX_SUBSCRIBERS + 1));
  }

  @Test
  void nobodyIsSkippedWhenSomebodyLeavesInTheMiddleOfARound() {
    List<Subscriber> all = take(Sweep.TURN_MAX_SUBSCRIBERS + 10);
    wake();
    sweep.remove(all.getFirst());
    pass(0);
    assertThat(served).hasSize(Sweep.TURN_MAX_SUBSCRIBERS + 10).doesNotHaveDuplicates();
  }

  @Test
  void aRoundThatLosesAllItsSocketsEnds() {
    List<Subscriber> all = take(Sweep.TURN_MAX_SUBSCRIBERS + 10);
    wake();
    all.forEach(sweep::remove);
    pass(0);
    served.clear();
    take(1);
    pass(TimeUnit.SECONDS.toNanos(1));
    wake();
    assertThat(served).hasSize(1);
  }

  private long now() {
    return nowNanos;
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
    sweep.wakeAll(Frames.NOT_MEASURED);
  }

  /** Time passes on the loop and on the clock, and what is due by then runs. */
  private void pass(long nanos) {
    nowNanos += nanos;
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  /** Notes that it was served, which takes a step. */
  private final class Counted implements Subscriber {
    private final int number;

    Counted(int number) {
      this.number = number;
    }

    @Override
    public void onWake() {
      nowNanos += STEP_NANOS;
      served.add(number);
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
