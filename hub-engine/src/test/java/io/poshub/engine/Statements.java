package io.poshub.engine;

import io.poshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntConsumer;

/** Counts what a call costs in statements sent to the database. */
public final class Statements {
  private static final int CALLS = 20;
  private static final int ROUNDS = 5;

  private Statements() {}

  /**
   * On average over some calls, after one that opens what stays open. The server counts everybody's
   * statements, a pool's that is still filling too, so the quietest of some rounds is what counts.
   */
  public static long per(IntConsumer call) throws SQLException {
    try (Connection connection = TestDatabase.shared().connect("mysql")) {
      call.accept(0);
      long fewest = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        long before = questions(connection);
        for (int i = 1; i <= CALLS; i++) {
          call.accept(round * CALLS + i);
        }
        // Its own question is one of them.
        fewest = Math.min(fewest, questions(connection) - before - 1);
      }
      return Math.round(fewest / (double) CALLS);
    }
  }

  private static long questions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
      if (!row.next()) {
        throw new SQLException("the server does not count");
      }
      return row.getLong(2);
    }
  }
}
