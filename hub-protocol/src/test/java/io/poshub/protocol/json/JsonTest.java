package io.poshub.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{a:1}",
        "{'a':1}",
        "[1,]",
        "{\"a\":01}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":+1}",
        "tru",
        "\"\\x\"",
        "{\"a\":1/*c*/}",
        "[1",
        "{\"a\""
      })
  void whatIsNotExactlyOneJsonValueIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100) + "]".repeat(100)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void brokenUtf8IsRefused() {
    byte[] broken = "\"x\"".getBytes(StandardCharsets.ISO_8859_1);
    broken[1] = (byte) 0xff;

    assertThatThrownBy(() -> Json.parse(broken)).isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
  void otherEncodingsAreRefused(String charset) {
    byte[] bytes = "{\"a\":1}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "\"x\\udc00\"", "\"\\udc00\\ud800\"", "{\"\\ud83cx\":1}"})
  void halfASurrogatePairIsRefusedBecauseItCannotBeWrittenAgain(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void whatOthersHaveWrittenIsMendedInstead() throws MalformedJsonException {
    byte[] foreign = "{\"a\\ud83c\":\"x\\udc00 \\ud83c\\udf55\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(Json.parseForeign(foreign))
        .isEqualTo(new JsonValue.Obj(Map.of("a\uFFFD", new JsonValue.Text("x\uFFFD 🍕"))));
    for (String kept : List.of("\\\\ud83c", "\\\\\\\\udc00", "\\u00e9", "\\n")) {
      byte[] text = ("\"" + kept + "\"").getBytes(StandardCharsets.UTF_8);
      assertThat(Json.parseForeign(text)).isEqualTo(Json.parse(text));
    }
  }

  @Test
  void aWholeSurrogatePairIsKept() throws MalformedJsonException {
    assertThat(Json.parse("\"\\ud83c\\udf55\"")).isEqualTo(new JsonValue.Text("🍕"));
  }

  @Test
  void theMessageNeverRepeatsWhatWasSent() {
    assertThatThrownBy(() -> Json.parse("{\"pin\":\"1234\",\"pin\":\"9876\"}"))
        .hasMessageNotContaining("1234")
        .hasMessageNotContaining("9876");
  }

  @Test
  void numbersKeepTheirOwnText() throws MalformedJsonException {
    assertThat(Json.parse("[1e2,1.50,-0]"))
        .isEqualTo(
            new JsonValue.Arr(
                java.util.List.of(
                    new JsonValue.Num("1e2"), new JsonValue.Num("1.50"), new JsonValue.Num("-0"))));
  }

  @Test
  void canonicalTextDoesNotDependOnOrderAndWhiteSpace() throws MalformedJsonException {
    JsonValue one = Json.parse("{ \"b\": [1, {\"y\":2,\"x\":1}], \"a\": \"é\" }");
    JsonValue other = Json.parse("{\"a\":\"\\u00e9\",\"b\":[1,{\"x\":1,\"y\":2}]}");

    assertThat(Json.canonical(one)).isEqualTo(Json.canonical(other));
  }

  @Test
  void theCanonicalTextTellsNumbersFromStrings() throws MalformedJsonException {
    assertThat(Json.canonical(Json.parse("{\"a\":1}")))
        .isNotEqualTo(Json.canonical(Json.parse("{\"a\":\"1\"}")));
  }
}
