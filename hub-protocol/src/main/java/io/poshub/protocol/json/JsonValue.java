package io.poshub.protocol.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON value as it was written: members in order, numbers as text. Immutable; any thread. */
public sealed interface JsonValue {

  /** What a person would call this kind of value, for a validation message. */
  String kind();

  /** An object; a later duplicate member cannot exist, the parser refuses it. */
  record Obj(Map<String, JsonValue> members) implements JsonValue {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The same object with one member set. */
    public Obj with(String name, JsonValue value) {
      Map<String, JsonValue> changed = new LinkedHashMap<>(members);
      changed.put(name, value);
      return new Obj(changed);
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  /** An array. */
  record Arr(List<JsonValue> items) implements JsonValue {
    public Arr {
      items = List.copyOf(new ArrayList<>(items));
    }

    @Override
    public String kind() {
      return "an array";
    }
  }

  /** A string. */
  record Text(String value) implements JsonValue {
    public Text {
      requireNonNull(value, "value is null");
    }

    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A number, kept as its own characters. */
  record Num(String raw) implements JsonValue {
    public Num {
      requireNonNull(raw, "raw is null");
    }

    @Override
    public String kind() {
      return "a number";
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements JsonValue {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  /** {@code null}. */
  record Null() implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }
  }
}
