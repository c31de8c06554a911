package io.poshub.client.reconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long SEED = 42;

  @Test
  void theCeilingDoublesUpToTheCap() {
    Backoff backoff = Backoff.standard();
    assertThat(backoff.ceiling(0)).isEqualTo(Duration.ofMillis(250));
    assertThat(backoff.ceiling(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.ceiling(6)).isEqualTo(Duration.ofSeconds(16));
    assertThat(backoff.ceiling(7)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.ceiling(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theWholeRangeBelowTheCeilingIsDrawnFrom() {
    SplittableRandom random = new SplittableRandom(SEED);
    LongSummaryStatistics drawn =
        LongStream.range(0, 10_000)
            .map(_ -> Backoff.standard().draw(4, random).toMillis())
            .summaryStatistics();
    assertThat(drawn.getMin()).isLessThan(40);
    assertThat(drawn.getMax()).isBetween(3_960L, 4_000L);
    assertThat(drawn.getAverage()).isBetween(1_950.0, 2_050.0);
  }

  @Test
  void aSenselessRangeIsRefused() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
