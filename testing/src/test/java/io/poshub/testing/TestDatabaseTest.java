package io.poshub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  private final TestDatabase database = TestDatabase.shared();

  @Test
  void everyHubHasItsOwnSchemas() throws Exception {
    HubSchemas one = database.newHubSchemas();
    HubSchemas two = database.newHubSchemas();
    assertThat(one.main()).isNotEqualTo(two.main()).endsWith("main");
    String tenant = database.newTenantSchema(one, "joes-pizza");
    assertThat(tenant).isEqualTo(one.tenant("joes-pizza")).endsWith("joes_pizza");
    assertThat(ask(database.connect(one.main()), "select count(*) from tenants")).isEqualTo("0");
    assertThat(ask(database.connect(tenant), "select count(*) from orders")).isEqualTo("0");
  }

  @Test
  void thePoolIsSetUpAsTheHubsOwn() throws Exception {
    try (HikariDataSource pool = database.newPool(2)) {
      assertThat(ask(pool.getConnection(), "select @@session.time_zone")).isEqualTo("+00:00");
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(connection.getCatalog()).isNullOrEmpty();
      }
    }
  }

  @Test
  void freshSchemasAreApart() {
    assertThat(database.newHubSchemas().prefix()).isNotEqualTo(database.newHubSchemas().prefix());
  }

  private static String ask(Connection connection, String query) throws Exception {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
