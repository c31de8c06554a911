package io.poshub.bench.report;

import io.poshub.bench.measure.Sample;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.JsonValue.Num;
import io.poshub.protocol.json.JsonValue.Obj;
import io.poshub.protocol.json.JsonValue.Text;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's raw results, read again.
 *
 * @param machine what it was measured on, as text
 * @param notes figures that belong to no round, by their title
 */
record ResultFile(
    Map<String, String> machine, List<Sample> samples, Map<String, Map<String, Double>> notes) {

  static ResultFile read(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  static ResultFile parse(List<String> lines) throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    List<Sample> samples = new ArrayList<>();
    Map<String, Map<String, Double>> notes = new LinkedHashMap<>();
    for (String line : lines) {
      Obj object = object(line);
      if (object.members().get("machine") instanceof Obj facts) {
        facts.members().forEach((name, value) -> machine.put(name, plain(value)));
      } else if (object.members().get("note") instanceof Text(String title)) {
        notes.put(title, figures(object.members().get("value")));
      } else if (object.members().containsKey("figures")) {
        samples.add(sample(object));
      }
    }
    return new ResultFile(machine, samples, notes);
  }

  private static Obj object(String line) throws IOException {
    try {
      if (Json.parse(line) instanceof Obj object) {
        return object;
      }
    } catch (MalformedJsonException e) {
      throw new IOException("not a line of results: " + line, e);
    }
    throw new IOException("not a line of results: " + line);
  }

  private static Sample sample(Obj object) {
    return new Sample(
        text(object, "scenario"),
        text(object, "variant"),
        text(object, "target"),
        Integer.parseInt(text(object, "round")),
        figures(object.members().get("figures")));
  }

  private static String text(Obj object, String name) {
    return plain(object.members().getOrDefault(name, new Text("")));
  }

  private static Map<String, Double> figures(@Nullable JsonValue value) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (value instanceof Obj(Map<String, JsonValue> members)) {
      members.forEach((name, figure) -> {
        if (figure instanceof Num(String raw)) {
          figures.put(name, Double.valueOf(raw));
        }
      });
    }
    return figures;
  }

  private static String plain(JsonValue value) {
    return switch (value) {
      case Text(String text) -> text;
      case Num(String raw) -> raw;
      case JsonValue.Bool(boolean bool) -> Boolean.toString(bool);
      case Obj _, JsonValue.Arr _, JsonValue.Null _ -> "";
    };
  }
}
