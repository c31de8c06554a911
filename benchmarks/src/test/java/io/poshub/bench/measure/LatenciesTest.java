package io.poshub.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreWithinTwoPercentOfTheTruth() {
    Latencies latencies = new Latencies();
    for (int micros = 1; micros <= 100_000; micros++) {
      latencies.add(micros * 1_000L);
    }

    assertThat(latencies.millis(0.5)).isCloseTo(50, within(1.0));
    assertThat(latencies.millis(0.99)).isCloseTo(99, within(2.0));
    assertThat(latencies.maxMillis()).isEqualTo(100);
    assertThat(latencies.millis(1)).isLessThanOrEqualTo(100);
  }

  @Test
  void extremesHaveABucket() {
    Latencies latencies = new Latencies();
    latencies.add(-5);
    latencies.add(0);
    latencies.add(Long.MAX_VALUE);

    assertThat(latencies.count()).isEqualTo(3);
    assertThat(latencies.millis(0.3)).isZero();
  }

  @Test
  void noneHaveNoPercentile() {
    assertThat(new Latencies().millis(0.99)).isZero();
  }

  @Test
  void twoAreAddedUp() {
    Latencies one = new Latencies();
    one.add(1_000_000);
    Latencies other = new Latencies();
    other.add(3_000_000);
    one.addAll(other);

    assertThat(one.count()).isEqualTo(2);
    assertThat(one.maxMillis()).isEqualTo(3);
  }
}
