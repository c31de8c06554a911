package io.poshub.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneMemoryTest {
  private final AtomicLong nowNanos = new AtomicLong();
  private final LaneMemory memory = new LaneMemory(true, Lanes.REMEMBERED_FOR, nowNanos::get);

  @Test
  void whatABatchHasLearntIsKnownForAWhile() {
    assertThat(memory.recall(String.class)).isNull();

    memory.keep(Map.of(String.class, "learnt"));

    nowNanos.set(Lanes.REMEMBERED_FOR.toNanos());
    assertThat(memory.recall(String.class)).isEqualTo("learnt");
    nowNanos.incrementAndGet();
    assertThat(memory.recall(String.class)).isNull();
  }

  @Test
  void whatIsWrittenOnIsAsOldAsWhatWasRead() {
    memory.keep(Map.of(String.class, "read"));
    nowNanos.set(Lanes.REMEMBERED_FOR.toNanos());
    memory.keep(Map.of(String.class, "written on"));
    assertThat(memory.recall(String.class)).isEqualTo("written on");

    nowNanos.incrementAndGet();
    assertThat(memory.recall(String.class)).isNull();

    memory.keep(Map.of(String.class, "read again"));
    nowNanos.addAndGet(Lanes.REMEMBERED_FOR.toNanos());
    assertThat(memory.recall(String.class)).isEqualTo("read again");
  }

  @Test
  void afterAFailureNothingIsKnown() {
    memory.keep(Map.of(String.class, "learnt"));

    memory.forget();

    assertThat(memory.recall(String.class)).isNull();
  }

  @Test
  void whoDoesNotWriteAloneRemembersNothing() {
    LaneMemory shared = new LaneMemory(false, Lanes.REMEMBERED_FOR, nowNanos::get);

    shared.keep(Map.of(String.class, "learnt"));

    assertThat(shared.recall(String.class)).isNull();
  }
}
