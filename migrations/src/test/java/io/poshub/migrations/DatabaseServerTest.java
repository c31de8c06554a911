package io.poshub.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.migrations.DatabaseServer.Fitness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseServerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.4.0",
        "8.4.6-6",
        "9.7.1",
        "26.7.0",
        "11.4.5-MariaDB",
        "10.11.3-MariaDB-1:10.11.3+maria~ubu2204-log",
        "12.0.2-MariaDB"
      })
  void testedServersAreTaken(String version) {
    assertThat(DatabaseServer.parse(version).fitness()).isEqualTo(new Fitness.Tested());
  }

  @Test
  void serversThatShouldWorkAreTakenWithAWarning() {
    assertThat(DatabaseServer.parse("8.0.36-0ubuntu0").fitness())
        .isEqualTo(
            new Fitness.Untested(
                "the database is MySQL 8.0.36; the hub is tested on MySQL 8.4 or later"));
    assertThat(DatabaseServer.parse("10.6.1-MariaDB").fitness())
        .isInstanceOf(Fitness.Untested.class);
  }

  @Test
  void serversThatCannotWorkAreRefused() {
    assertThat(DatabaseServer.parse("5.7.44").fitness())
        .isEqualTo(
            new Fitness.Refused("the database is MySQL 5.7.44; the hub needs MySQL 8.4 or later"));
    assertThat(DatabaseServer.parse("10.5.9-MariaDB").fitness())
        .isInstanceOf(Fitness.Refused.class);
    assertThat(DatabaseServer.parse("8.0.15").fitness()).isInstanceOf(Fitness.Refused.class);
  }
}
