package io.poshub.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptsTest {
  @Test
  void theScriptsOfBothSchemasAreFound() {
    assertThat(Scripts.at("db/hub/main").checksums()).containsKey(1);
    assertThat(Scripts.at("db/hub/tenant").newest()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aLocationThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> Scripts.at("db/nowhere"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("db/nowhere is not on the class path");
  }
}
