package io.poshub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private final @Nullable String before = System.getProperty(Seeds.PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(Seeds.PROPERTY);
    } else {
      System.setProperty(Seeds.PROPERTY, before);
    }
  }

  @Test
  void aGivenSeedReplaysTheSameNumbers() {
    System.setProperty(Seeds.PROPERTY, "42");
    assertThat(Seeds.draw("this test")).isEqualTo(42);
    assertThat(Seeds.random("this test").nextLong())
        .isEqualTo(Seeds.random("this test").nextLong());
  }
}
