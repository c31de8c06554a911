package io.poshub.engine.loyalty;

import static io.poshub.engine.verify.Difference.Subject.ACCOUNT;

import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.verify.Audit;
import io.poshub.engine.verify.Difference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Adds up every account's ledger and compares points and held points. The database adds, a page of
 * accounts at a time. One connection, one thread a run.
 */
public final class AccountAudit implements Audit {
  private static final int PAGE_ACCOUNTS = 500;

  private static final String SELECT =
      """
      SELECT c.id, c.points, c.held_points, c.entries, COUNT(t.id) AS rows_found, \
      COALESCE(MAX(t.entry), 0) AS last_entry, COALESCE(SUM(t.points), 0) AS points_found, \
      COALESCE(SUM(t.held_points), 0) AS held_found \
      FROM (SELECT id, points, held_points, entries FROM customers WHERE id > ? \
      ORDER BY id LIMIT ?) c \
      LEFT JOIN pos_loyalty_transactions t ON t.account_id = c.id \
      GROUP BY c.id, c.points, c.held_points, c.entries ORDER BY c.id\
      """;

  @Override
  public Checked run(Connection snapshot, Tenant tenant, Consumer<Difference> found)
      throws SQLException {
    long accounts = 0;
    long transactions = 0;
    String after = "";
    while (true) {
      int page = 0;
      try (PreparedStatement select = snapshot.prepareStatement(SELECT)) {
        select.setString(1, after);
        select.setInt(2, PAGE_ACCOUNTS);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            page++;
            after = row.getString("id");
            transactions += row.getLong("rows_found");
            compare(row, found);
          }
        }
      }
      accounts += page;
      if (page < PAGE_ACCOUNTS) {
        return new Checked(0, accounts, transactions);
      }
    }
  }

  private static void compare(ResultSet row, Consumer<Difference> found) throws SQLException {
    compare(row, "points", "points", "points_found", found);
    compare(row, "held_points", "held_points", "held_found", found);
    compare(row, "entries", "entries", "rows_found", found);
    compare(row, "last_entry", "entries", "last_entry", found);
  }

  private static void compare(
      ResultSet row, String field, String stored, String computed, Consumer<Difference> found)
      throws SQLException {
    long is = row.getLong(stored);
    long shouldBe = row.getLong(computed);
    if (is != shouldBe) {
      found.accept(
          new Difference.WrongFigure(
              ACCOUNT, row.getString("id"), field, Long.toString(is), Long.toString(shouldBe)));
    }
  }
}
