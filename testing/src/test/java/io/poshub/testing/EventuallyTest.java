package io.poshub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void itReturnsAsSoonAsTheConditionHolds() throws Exception {
    Eventually.holds("three looks", () -> looks.incrementAndGet() == 3);
    assertThat(looks).hasValue(3);
    Eventually.passes(() -> assertThat(looks.incrementAndGet()).isEqualTo(6));
    assertThat(Eventually.gives("a seventh", () -> looks.incrementAndGet() < 7 ? null : "seven"))
        .isEqualTo("seven");
  }

  @Test
  void inVainItSaysWhatItWaitedFor() {
    assertThatThrownBy(() -> Eventually.holds("the moon", SHORT, () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not within PT0.03S: the moon");
    assertThatThrownBy(() -> Eventually.passes(SHORT, () -> assertThat(1).isEqualTo(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2");
  }

  @Test
  void aBrokenConditionIsNotWaitedFor() {
    assertThatThrownBy(() ->
            Eventually.holds(
                "nothing",
                () -> {
                  throw new IllegalStateException("broken");
                }))
        .isInstanceOf(IllegalStateException.class);
  }
}
