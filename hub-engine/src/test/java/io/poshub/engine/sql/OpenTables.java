package io.poshub.engine.sql;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Which of a tenant's tables the database has open, and how they are closed. */
record OpenTables(EngineFixture engine, Tenant tenant) {
  Set<String> names() {
    return engine.transactions.inMain(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SHOW OPEN TABLES FROM " + schema())) {
        Set<String> names = new TreeSet<>();
        while (rows.next()) {
          names.add(rows.getString("Table"));
        }
        return names;
      }
    });
  }

  void close() throws SQLException {
    for (String table : FirstUse.TABLES) {
      engine.execute(tenant, "FLUSH TABLES " + table);
    }
  }

  private String schema() {
    return engine.transactions.schemas().tenant(tenant.slug());
  }
}
