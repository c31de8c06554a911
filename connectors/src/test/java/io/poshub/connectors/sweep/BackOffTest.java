package io.poshub.connectors.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a shop that failed is left alone. */
class BackOffTest {
  private static final int DRAWS = 200;
  private static final int FAILURES_MANY = 100_000;

  private final BackOff backOff = new BackOff(new Random(1));

  @Test
  void itIsTwiceAsLongEachTimeUpToHalfAnHourAndNeverExactly() {
    for (int failures = 1; failures <= 12; failures++) {
      Duration most = BackOff.FIRST.multipliedBy(1L << (failures - 1));
      Duration whole = most.compareTo(BackOff.MAX) < 0 ? most : BackOff.MAX;
      Set<Duration> drawn = new HashSet<>();
      for (int i = 0; i < DRAWS; i++) {
        Duration wait = backOff.after(failures, null);
        assertThat(wait).isBetween(whole.dividedBy(2), whole);
        drawn.add(wait);
      }
      assertThat(drawn).hasSizeGreaterThan(DRAWS / 2);
    }
    assertThat(backOff.after(FAILURES_MANY, null)).isLessThanOrEqualTo(BackOff.MAX);
  }

  @Test
  void whatTheShopAsksForIsGrantedIfItIsLonger() {
    Duration hour = Duration.ofHours(1);
    for (int i = 0; i < DRAWS; i++) {
      assertThat(backOff.after(1, hour)).isBetween(hour, hour.plusMinutes(6));
      assertThat(backOff.after(8, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(14));
    }
  }
}
