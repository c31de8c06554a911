package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.poshub.protocol.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is served, in turns of a loop that the test turns. */
class SweepTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<Integer> served = new ArrayList<>();
  private final Sweep sweep = new Sweep(channel.eventLoop(), _ -> {});

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
    assertThat(served).hasSize(2 * Sweep.TURN_MAX_SUBSCRIBERS + 1);
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
