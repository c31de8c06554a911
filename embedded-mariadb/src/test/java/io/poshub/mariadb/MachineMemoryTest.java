package io.poshub.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineMemoryTest {
  @ParameterizedTest
  @CsvSource({"512, 4000", "2000, 4000", "8000, 16000", "64000, 32000"})
  void aLargeMachineKeepsMoreTablesOpen(long mebibytes, int tables) {
    assertThat(MariaDbSettings.openTables(mebibytes)).isEqualTo(tables);
  }

  @ParameterizedTest
  @CsvSource({"512, 256", "4096, 256", "8192, 512", "64000, 1024"})
  void aLargeMachineKeepsMorePages(long mebibytes, int pool) {
    assertThat(MariaDbSettings.bufferPool(mebibytes)).isEqualTo(pool);
  }
}
