package io.poshub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {

  @ParameterizedTest
  @CsvSource({
    "+447700900123,GB,+447700900123",
    "07700 900123,GB,+447700900123",
    "0044 7700 900123,GB,+447700900123",
    "+44 (0)7700 900-123,GB,+447700900123",
    "(415) 555-2671,US,+14155552671",
    "030 1234567,DE,+49301234567"
  })
  void everyUsualWayToWriteANumberGivesTheSameE164(String text, String country, String e164) {
    assertThat(Phone.parse(text, country)).isEqualTo(new Parsed.Ok<>(new Phone(e164)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "12",
        "+",
        "+0",
        "1-800-FLOWERS",
        "07700900123;ext=5",
        "+44",
        "\u0000\u0000\u0000"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThat(Phone.parse(text, "GB")).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void itsTextFormHidesTheNumber() {
    assertThat(new Phone("+447700900123").toString())
        .doesNotContain("7700900")
        .isEqualTo("+44***23");
  }
}
