package io.poshub.connectors.sql;

import io.poshub.engine.sql.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the rooms' {@code …Rows}. One connection, one thread. */
public final class QueryRows {
  private final Connection connection;

  public QueryRows(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of the row the cursor is on. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public <T> List<T> select(String sql, Collection<?> values, Reader<T> reader)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, values);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }

  /**
   * Selects by a list of values; no values, no question.
   *
   * @param before what is asked, up to the list: {@code … IN}
   * @param first values of the marks before the list
   * @param after what follows the list
   */
  public <T> List<T> selectIn(
      String before, List<?> first, Collection<String> listed, String after, Reader<T> reader)
      throws SQLException {
    if (listed.isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>(first);
    values.addAll(listed);
    return select(before + " (" + Columns.marks(listed.size()) + ")" + after, values, reader);
  }

  public int count(String sql, Collection<?> values) throws SQLException {
    return select(sql, values, row -> row.getInt(1)).getFirst();
  }

  /** Runs one statement and returns how many rows it changed. */
  public int update(String sql, Collection<? extends @Nullable Object> values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      bind(update, values);
      return update.executeUpdate();
    }
  }

  private static void bind(
      PreparedStatement statement, Collection<? extends @Nullable Object> values)
      throws SQLException {
    int index = 1;
    for (@Nullable Object value : values) {
      statement.setObject(index++, value);
    }
  }
}
