package io.poshub.rest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  @Test
  void linesEndAsTheStandardSays() {
    String table =
        new CsvText()
            .header(List.of("day", "notes"))
            .bare("-0.50")
            .words("a \"big\", long\nday")
            .endLine()
            .toString();

    assertThat(table).isEqualTo("day,notes\r\n-0.50,\"a \"\"big\"\", long\nday\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00A0=1",
        "\uFEFF=1",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF201"
      })
  void whatASpreadsheetWouldCalculateIsMadeText(String words) {
    assertThat(new CsvText().words(words).toString()).startsWith("\"'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main", "1-2", "a=b", "'", ";"})
  void otherWordsStayAsTheyAre(String words) {
    assertThat(new CsvText().words(words).toString()).isEqualTo("\"" + words + "\"");
  }
}
