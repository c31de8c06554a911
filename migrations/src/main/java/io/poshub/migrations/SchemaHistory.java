package io.poshub.migrations;

import io.poshub.migrations.SchemaState.Applied;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What Flyway has written down in a schema, read with one cheap query. */
final class SchemaHistory {
  static final String TABLE = "flyway_schema_history";

  private static final int UNKNOWN_DATABASE = 1049;
  private static final int NO_SUCH_TABLE = 1146;

  private SchemaHistory() {}

  static SchemaState read(Connection connection, SchemaName schema, Scripts scripts)
      throws SQLException {
    String query =
        "SELECT version, checksum, success FROM "
            + schema.quoted()
            + ("." + TABLE + " WHERE version IS NOT NULL ORDER BY installed_rank");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<Applied> history = new ArrayList<>();
      while (rows.next()) {
        history.add(new Applied(rows.getInt(1), rows.getInt(2), rows.getBoolean(3)));
      }
      return SchemaState.of(history, scripts);
    } catch (SQLException e) {
      if (e.getErrorCode() == UNKNOWN_DATABASE || e.getErrorCode() == NO_SUCH_TABLE) {
        return new SchemaState.Behind(0);
      }
      throw e;
    }
  }

  static boolean schemaExists(Connection connection, SchemaName schema) throws SQLException {
    return count(connection, "schemata WHERE schema_name = ?", schema) > 0;
  }

  /** True for a schema in which somebody else has tables: none of them is a history. */
  static boolean holdsForeignTables(Connection connection, SchemaName schema) throws SQLException {
    String tables = "tables WHERE table_schema = ?";
    return count(connection, tables, schema) > 0
        && count(connection, tables + " AND table_name = '" + TABLE + "'", schema) == 0;
  }

  private static int count(Connection connection, String what, SchemaName schema)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT COUNT(*) FROM information_schema." + what)) {
      statement.setString(1, schema.value());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
