package io.poshub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

  @Test
  void codesOnTheWireAreSnakeCaseAndUnique() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire))
        .doesNotHaveDuplicates()
        .allMatch(wire -> wire.matches("[a-z]+(_[a-z0-9]+)*"));
  }

  @Test
  void titlesAreSentences() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::title))
        .allMatch(title -> Character.isUpperCase(title.charAt(0)) && title.endsWith("."));
  }

  @Test
  void closeReasonsFitAControlFrame() {
    assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::reason))
        .allMatch(reason -> reason.length() <= 123);
  }
}
