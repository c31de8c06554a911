package io.poshub.engine.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

  @Test
  void aKeyIsTheSameBareAndQuoted() {
    assertThat(IdempotencyKey.parse("abc-1"))
        .isEqualTo(new Parsed.Ok<>(new IdempotencyKey("abc-1")));
    assertThat(IdempotencyKey.parse(" \"abc-1\" ")).isEqualTo(IdempotencyKey.parse("abc-1"));
    assertThat(IdempotencyKey.parse("\"a\\\"b\\\\c\"")).isEqualTo(IdempotencyKey.parse("a\"b\\c"));
  }

  @Test
  void aKeyHasUpTo255CharactersTheQuotesNotCounted() {
    String longest = "~".repeat(255);
    assertThat(IdempotencyKey.parse(longest)).isInstanceOf(Parsed.Ok.class);
    assertThat(IdempotencyKey.parse("\"" + longest + "\"")).isInstanceOf(Parsed.Ok.class);
    assertThat(IdempotencyKey.parse(longest + "~")).isInstanceOf(Parsed.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\"\"",
        "a b",
        "\"a b\"",
        "ä",
        "\"",
        "\"a",
        "\"a\"b\"",
        "\"a\\\"",
        "a\tb"
      })
  void anythingElseIsNoKey(String written) {
    assertThat(IdempotencyKey.parse(written)).isInstanceOf(Parsed.Bad.class);
  }
}
