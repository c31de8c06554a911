package io.poshub.engine.verify;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;

/** Compares all of a tenant's balances with its ledgers. Virtual threads: blocks for long. */
public final class Verification {
  /** Differences that one run lists; whoever has more has seen enough. */
  public static final int DIFFERENCES_MAX = 1_000;

  private final Transactions transactions;
  private final List<Audit> audits;

  public Verification(Transactions transactions, List<Audit> audits) {
    this.transactions = transactions;
    this.audits = List.copyOf(audits);
  }

  /**
   * What a run has found.
   *
   * @param hasMore whether there are more differences than are listed
   */
  public record Result(Audit.Checked checked, List<Difference> differences, boolean hasMore) {
    public Result {
      requireNonNull(checked, "checked is null");
      differences = List.copyOf(differences);
    }
  }

  public Result run(Tenant tenant) {
    List<Difference> differences = new ArrayList<>();
    Audit.Checked checked =
        transactions.snapshotInTenant(
            tenant.slug(),
            connection -> {
              Audit.Checked sum = Audit.Checked.NOTHING;
              for (Audit audit : audits) {
                sum =
                    sum.plus(
                        audit.run(connection, tenant, difference -> note(differences, difference)));
              }
              return sum;
            });
    boolean hasMore = differences.size() > DIFFERENCES_MAX;
    return new Result(
        checked, hasMore ? differences.subList(0, DIFFERENCES_MAX) : differences, hasMore);
  }

  /** One more than is listed, so that it is known that there are more. */
  private static void note(List<Difference> differences, Difference difference) {
    if (differences.size() <= DIFFERENCES_MAX) {
      differences.add(difference);
    }
  }
}
