package io.poshub.engine.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Between columns and Java values where JDBC is ambiguous: DATETIME(3) is UTC, NULL is null. Any
 * thread.
 */
public final class Columns {
  private Columns() {}

  /** A time as the driver shall store it. */
  public static @Nullable LocalDateTime utc(@Nullable Instant time) {
    return time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
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
}
