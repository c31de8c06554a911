package io.poshub.engine.sql;

/**
 * An INSERT of any number of rows.
 *
 * @param into the table with its columns in brackets
 * @param columns how many those are
 * @param otherwise what to do with rows that are there: {@code ON DUPLICATE KEY …}, or nothing
 */
public record Insert(String into, int columns, String otherwise) {
  public Insert {
    if (columns < 1) {
      throw new IllegalArgumentException("rows have columns");
    }
  }

  public static Insert into(String table, int columns) {
    return new Insert(table, columns, "");
  }

  /** The same, but rows that are there already are changed. */
  public Insert orUpdate(String assignments) {
    return new Insert(into, columns, " ON DUPLICATE KEY UPDATE " + assignments);
  }

  /** The statement for so many rows. */
  String text(int rows) {
    String row = "(" + Columns.marks(columns) + ")";
    return "INSERT INTO " + into + " VALUES " + row + (", " + row).repeat(rows - 1) + otherwise;
  }
}
