package io.poshub.engine.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Between columns and Java values where JDBC is ambiguous: DATETIME(3) is UTC, NULL is null. Any
 * thread.
 */
public final class Columns {
  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Columns() {}

  /**
   * A time as it shall be stored. As text, because the driver cuts the milliseconds off for a
   * MariaDB 10, which calls itself a 5.5.
   */
  public static @Nullable String utc(@Nullable Instant time) {
    return time == null ? null : DATETIME.format(time);
  }

  public static Instant time(ResultSet row, String column) throws SQLException {
    Instant time = timeOrNull(row, column);
    if (time == null) {
      throw new SQLException("column " + column + " is null");
    }
    return time;
  }

  public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  public static @Nullable LocalDate dateOrNull(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** {@code ?, ?, …} for an IN list of {@code count} values. */
  public static String marks(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("an IN list needs a value");
    }
    return "?" + ", ?".repeat(count - 1);
  }

  /**
   * The values, the last one again and again until there are a power of two: lists of all lengths
   * then need few statements, which are kept.
   */
  public static <T> List<T> padded(Collection<T> values) {
    List<T> padded = new ArrayList<>(values);
    while (Integer.bitCount(padded.size()) > 1) {
      padded.add(padded.getLast());
    }
    return padded;
  }

  /** What the statement passed to LAST_INSERT_ID; it asked for generated keys. */
  public static long lastInsertId(PreparedStatement statement) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      if (!keys.next()) {
        throw new SQLException("the statement told no LAST_INSERT_ID");
      }
      return keys.getLong(1);
    }
  }
}
