package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions about many tenants' tables in one statement: one round trip, however many they are. The
 * rows come in no order that can be relied on. One thread.
 */
public final class UnionRead {
  private final List<String> selects = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Takes one row. */
  @FunctionalInterface
  public interface RowTaker {
    /**
     * Takes a row.
     *
     * @param question which one it answers
     * @param row its columns are numbered from 2
     */
    void take(int question, ResultSet row) throws SQLException;
  }

  /**
   * Adds a question.
   *
   * @param number which one it is, for {@link RowTaker}
   * @param columnsAndRest what follows {@code SELECT}; tables are named with their schema
   */
  public void ask(int number, String columnsAndRest, List<Object> itsValues) {
    selects.add("(SELECT " + number + ", " + columnsAndRest + ")");
    values.addAll(itsValues);
  }

  /** Asks, if there is something to ask. */
  public void read(Connection connection, RowTaker taker) throws SQLException {
    if (selects.isEmpty()) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement(String.join(" UNION ALL ", selects))) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          taker.take(rows.getInt(1), rows);
        }
      }
    }
  }
}
