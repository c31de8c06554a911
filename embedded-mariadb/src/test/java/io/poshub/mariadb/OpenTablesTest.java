package io.poshub.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTablesTest {
  @ParameterizedTest
  @CsvSource({"512, 4000", "2000, 4000", "8000, 16000", "64000, 32000"})
  void aLargeMachineKeepsMoreTablesOpen(long mebibytes, int tables) {
    assertThat(MariaDbSettings.openTables(mebibytes)).isEqualTo(tables);
  }
}
