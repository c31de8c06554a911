package io.poshub.protocol.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import io.poshub.protocol.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How records become JSON: {@code snake_case}, no nulls, money and times as the contract's strings.
 */
final class WireMapper {

  private WireMapper() {}

  static JsonMapper build() {
    SimpleModule wire = new SimpleModule("wire");
    wire.addSerializer(Money.class, new MoneySerializer());
    wire.addSerializer(Instant.class, new InstantSerializer());
    wire.addSerializer(LocalDate.class, new DateSerializer());
    wire.addSerializer(LocalTime.class, new TimeOfDaySerializer());
    wire.addSerializer(Phone.class, new PhoneSerializer());
    wire.addSerializer(JsonValue.class, new JsonValueSerializer());
    wire.addSerializer(RawJson.class, new RawJsonSerializer());
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .addModule(wire)
        .build();
  }

  private static final class MoneySerializer extends ValueSerializer<Money> {
    @Override
    public void serialize(Money money, JsonGenerator out, SerializationContext context) {
      out.writeString(money.text());
    }
  }

  private static final class InstantSerializer extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator out, SerializationContext context) {
      out.writeString(Times.text(time));
    }
  }

  private static final class DateSerializer extends ValueSerializer<LocalDate> {
    @Override
    public void serialize(LocalDate date, JsonGenerator out, SerializationContext context) {
      out.writeString(date.toString());
    }
  }

  /** {@code HH:MM}. */
  private static final class TimeOfDaySerializer extends ValueSerializer<LocalTime> {
    @Override
    public void serialize(LocalTime time, JsonGenerator out, SerializationContext context) {
      out.writeString(time.truncatedTo(ChronoUnit.MINUTES).toString());
    }
  }

  private static final class PhoneSerializer extends ValueSerializer<Phone> {
    @Override
    public void serialize(Phone phone, JsonGenerator out, SerializationContext context) {
      out.writeString(phone.e164());
    }
  }

  private static final class RawJsonSerializer extends ValueSerializer<RawJson> {
    @Override
    public void serialize(RawJson value, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(value.json());
    }
  }

  private static final class JsonValueSerializer extends ValueSerializer<JsonValue> {
    @Override
    public void serialize(JsonValue value, JsonGenerator out, SerializationContext context) {
      write(value, out);
    }

    private void write(JsonValue value, JsonGenerator out) {
      switch (value) {
        case JsonValue.Obj object -> {
          out.writeStartObject();
          object
              .members()
              .forEach((name, member) -> {
                out.writeName(name);
                write(member, out);
              });
          out.writeEndObject();
        }
        case JsonValue.Arr array -> {
          out.writeStartArray();
          array.items().forEach(item -> write(item, out));
          out.writeEndArray();
        }
        case JsonValue.Text text -> out.writeString(text.value());
        case JsonValue.Num number -> out.writeNumber(number.raw());
        case JsonValue.Bool bool -> out.writeBoolean(bool.value());
        case JsonValue.Null _ -> out.writeNull();
      }
    }
  }
}
