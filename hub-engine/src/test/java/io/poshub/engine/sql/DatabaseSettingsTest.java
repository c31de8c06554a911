package io.poshub.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSettingsTest {
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 3", "16, 12", "200, 150"})
  void theLanesLeaveConnectionsForEverybodyElse(int poolSize, int lanes) {
    assertThat(DatabaseSettings.laneConnections(poolSize)).isEqualTo(lanes);
  }
}
