package io.poshub.engine.verify;

import io.poshub.engine.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Reads one room's ledgers through and compares. */
@FunctionalInterface
public interface Audit {

  /** How much was compared. */
  record Checked(long cards, long accounts, long transactions) {
    static final Checked NOTHING = new Checked(0, 0, 0);

    Checked plus(Checked other) {
      return new Checked(
          cards + other.cards, accounts + other.accounts, transactions + other.transactions);
    }
  }

  /**
   * Compares everything.
   *
   * @param snapshot stands in the tenant's schema and sees one moment throughout
   */
  Checked run(Connection snapshot, Tenant tenant, Consumer<Difference> found) throws SQLException;
}
