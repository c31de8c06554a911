package io.poshub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @Test
  void timesAreWrittenInUtcWithMilliseconds() {
    assertThat(Times.text(Instant.parse("2026-01-02T03:04:05.6789Z")))
        .isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(Times.text(Instant.parse("2026-01-02T03:04:05Z")))
        .isEqualTo("2026-01-02T03:04:05.000Z");
  }

  @Test
  void anOffsetIsTaken() {
    assertThat(Times.parse("2026-01-02T03:04:05+02:00"))
        .isEqualTo(new Parsed.Ok<>(Instant.parse("2026-01-02T01:04:05Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "0001-01-01T00:00:00Z",
        "12345-01-01T00:00:00Z",
        "x"
      })
  void anythingElseIsRefused(String text) {
    assertThat(Times.parse(text)).isInstanceOf(Parsed.Bad.class);
  }
}
