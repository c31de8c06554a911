package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How codes are read. */
class CardCodeTest {

  @Test
  void caseSpacesAndDashesDoNotCount() {
    assertThat(CardCode.of("abcd-1234 efgh").map(CardCode::reveal)).contains("ABCD1234EFGH");
  }

  /** Upper case makes SS of the sharp s, and I of the dotless i: another card's code. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stra\u00dfe12",
        "g\u0131ftcard",
        "\uff21BCDEFGH",
        "ABCDEF\u00c9H",
        "k\u212alvin12"
      })
  void lettersThatOnlyLookLikeOursAreRefused(String written) {
    assertThat(CardCode.of(written)).isEmpty();
  }
}
