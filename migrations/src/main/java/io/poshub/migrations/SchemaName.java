package io.poshub.migrations;

import java.util.regex.Pattern;

/** A name that may stand in a statement. */
record SchemaName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_]{1,64}");

  SchemaName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a schema name: 1 to 64 of a-z 0-9 _");
    }
  }

  String quoted() {
    return "`" + value + "`";
  }

  @Override
  public String toString() {
    return value;
  }
}
