package io.poshub.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When what was asked for together is asked for again. */
class SpreadTest {
  private static final Duration MOST = Duration.ofMinutes(1);

  @Test
  void namesAreSpreadOverTheLaterHalf() {
    int[] perSecond = new int[60];
    IntStream.range(0, 3_000)
        .mapToObj(i -> Spread.of(MOST, "tenant-" + i))
        .forEach(wait -> perSecond[(int) wait.toSeconds()]++);

    assertThat(IntStream.range(0, 30).map(second -> perSecond[second])).containsOnly(0);
    assertThat(IntStream.range(30, 60).map(second -> perSecond[second]))
        .allMatch(tenants -> tenants > 50 && tenants < 200);
  }

  @Test
  void aNameHasItsTime() {
    assertThat(Spread.of(MOST, "cafe")).isEqualTo(Spread.of(MOST, "cafe"));
  }
}
