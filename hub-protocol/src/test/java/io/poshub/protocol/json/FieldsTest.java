package io.poshub.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.poshub.protocol.Limits;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @Test
  void everyMistakeIsToldAtOnceWithItsPlace() throws MalformedJsonException {
    Fields fields =
        Fields.of(
            Json.parse(
                "{\"amount\":\"1e2\",\"items\":[{\"name\":\"\"},7],\"points\":1.5,\"extra\":true}"));
    fields.positiveMoney("amount", GBP);
    fields.integer("points", 1, 10);
    fields.list("items", 10, item -> item.text("name", 5));
    fields.text("missing", 5);
    fields.refuseUnknown();

    InvalidFieldsException failure =
        catchThrowableOfType(InvalidFieldsException.class, fields::check);

    assertThat(failure.errors())
        .extracting(FieldError::field)
        .containsExactly("amount", "points", "items[0].name", "items[1]", "missing", "extra");
  }

  @Test
  void aBodyThatIsNoObjectIsOneMistake() throws MalformedJsonException {
    JsonValue body = Json.parse("[]");

    InvalidFieldsException failure =
        catchThrowableOfType(InvalidFieldsException.class, () -> Fields.of(body));

    assertThat(failure.errors())
        .isEqualTo(List.of(new FieldError("", "must be a JSON object, not an array")));
  }

  @Test
  void nullCountsAsAbsent() throws MalformedJsonException {
    Fields fields = Fields.of(Json.parse("{\"note\":null}"));

    assertThat(fields.optionalText("note", 10)).isNull();
    fields.refuseUnknown();
    fields.check();
  }

  @Test
  void controlCharactersAreNoText() throws MalformedJsonException {
    Fields fields = Fields.of(Json.parse("{\"a\":\"x\\u0000\",\"c\":\"two\\nlines\"}"));
    fields.optionalText("a", 10);
    assertThat(fields.optionalText("c", 10)).isEqualTo("two\nlines");

    InvalidFieldsException failure =
        catchThrowableOfType(InvalidFieldsException.class, fields::check);

    assertThat(failure.errors()).extracting(FieldError::field).containsExactly("a");
  }

  @Test
  void noMoreMistakesAreListedThanAPersonCanRead() throws MalformedJsonException {
    StringBuilder body = new StringBuilder("{\"0\":0");
    for (int i = 1; i < 10 * Limits.FIELD_ERRORS_MAX; i++) {
      body.append(",\"").append(i).append("\":0");
    }
    Fields fields = Fields.of(Json.parse(body.append('}').toString()));
    fields.refuseUnknown();

    InvalidFieldsException failure =
        catchThrowableOfType(InvalidFieldsException.class, fields::check);

    assertThat(failure.errors()).hasSize(Limits.FIELD_ERRORS_MAX);
  }
}
