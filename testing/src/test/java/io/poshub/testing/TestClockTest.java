package io.poshub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTest {
  @Test
  void itStandsStillUntilItIsMoved() {
    TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    Clock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
    assertThat(clock.advance(Duration.ofMinutes(5)))
        .isEqualTo(Instant.parse("2026-11-21T12:05:00Z"));
    assertThat(LocalTime.now(tokyo)).isEqualTo(LocalTime.of(21, 5));
    clock.set(Instant.EPOCH);
    assertThat(tokyo.millis()).isZero();
  }
}
