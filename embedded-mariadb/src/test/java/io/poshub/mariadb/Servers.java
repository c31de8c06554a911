package io.poshub.mariadb;

import io.poshub.mariadb.MariaDbSettings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the tests of this package do with a server: start it, put numbers in, find them again. */
final class Servers {
  private static final String TABLE = "kept.numbers";

  private Servers() {}

  static MariaDbSettings settings() {
    return MariaDbSettings.defaults()
        .withBufferPoolMebibytes(32)
        .withDurability(Durability.POWER_CUT)
        .withBinariesCache(Path.of("target", "mariadb").toAbsolutePath());
  }

  static EmbeddedMariaDb start(DataFolder folder) throws IOException, InterruptedException {
    return EmbeddedMariaDb.start(folder, settings());
  }

  static Connection connect(EmbeddedMariaDb database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  static void createTable(EmbeddedMariaDb database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("create database kept");
      statement.execute("create table " + TABLE + " (number bigint not null primary key)");
    }
  }

  static void insert(Connection connection, long number) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into " + TABLE + " values (" + number + ")");
    }
  }

  static long count(EmbeddedMariaDb database) throws SQLException {
    return Long.parseLong(ask(database, "select count(*) from " + TABLE));
  }

  static String ask(EmbeddedMariaDb database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
