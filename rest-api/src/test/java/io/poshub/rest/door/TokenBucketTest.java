package io.poshub.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.testing.Seeds;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void aFullBucketHoldsTenSecondsWorthAndFillsAtItsRate() {
    TokenBucket bucket = new TokenBucket(3, 0);
    assertThat(bucket.capacity()).isEqualTo(30);
    for (int i = 29; i >= 0; i--) {
      assertThat(bucket.take(0).remaining()).isEqualTo(i);
    }

    assertThat(bucket.take(0)).isEqualTo(new TokenBucket.Taken(false, 0, 1));
    assertThat(bucket.take(SECOND).allowed()).isTrue();
    assertThat(bucket.take(SECOND).allowed()).isTrue();
    assertThat(bucket.take(SECOND).allowed()).isTrue();
    assertThat(bucket.take(SECOND).allowed()).isFalse();
    assertThat(bucket.take(1_000 * SECOND).remaining()).isEqualTo(29);
  }

  @Test
  void aClockThatSeemsToGoBackGivesNothing() {
    TokenBucket bucket = new TokenBucket(1, 100 * SECOND);
    for (int i = 0; i < 10; i++) {
      bucket.take(100 * SECOND);
    }

    assertThat(bucket.take(50 * SECOND).allowed()).isFalse();
    assertThat(bucket.take(100 * SECOND).allowed()).isFalse();
    assertThat(bucket.take(101 * SECOND).allowed()).isTrue();
  }

  @Test
  void overAnyTimeNoMoreThanTheRateAndTheBurstGetThrough() {
    RandomGenerator random = Seeds.random("TokenBucketTest");
    int rate = 1 + random.nextInt(500);
    TokenBucket bucket = new TokenBucket(rate, 0);
    long now = 0;
    long allowed = 0;
    for (int i = 0; i < 20_000; i++) {
      now += random.nextLong(SECOND / rate);
      if (bucket.take(now).allowed()) {
        allowed++;
      }
    }

    // One more for what the whole nanoseconds of a call's cost round away.
    assertThat(allowed).isLessThanOrEqualTo(10L * rate + now / (SECOND / rate) + 1);
  }
}
