package io.poshub.rest.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTextTest {

  @Test
  void escapesBecomeTheirCharacters() {
    assertThat(PercentText.ofPathSegment("a%20b%2Fc+%C3%A9%F0%9F%8D%95")).hasValue("a b/c+é🍕");
    assertThat(PercentText.ofQuery("a+b%2b")).hasValue("a b+");
    assertThat(PercentText.ofPathSegment("")).hasValue("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "%zz",
        "%4g",
        "%-1",
        "%00",
        "%0A",
        "%7F",
        "%C3",
        "%C3%28",
        "%ED%A0%80",
        "%C0%AF",
        "é"
      })
  void whatIsNotPercentEncodedUtf8IsRefused(String text) {
    assertThat(PercentText.ofPathSegment(text)).isEmpty();
  }
}
