package io.poshub.client.cli;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns, two spaces apart. One thread. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** A row for each of an object's members that is there. */
  Table members(@Nullable JsonValue object, String... names) {
    for (String name : names) {
      String value = JsonText.at(object, name);
      if (value != null) {
        row(name.replace('_', ' '), value);
      }
    }
    return this;
  }

  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = Printable.of(row.get(column));
        line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> Printable.of(row.get(column)).length())
        .max()
        .orElse(0);
  }
}
