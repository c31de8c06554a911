package io.poshub.engine.tenant;

import io.poshub.engine.sql.Transactions;
import java.time.Instant;
import java.util.List;

/** Which keys were revoked lately and which tenants changed, on any node. Blocks. */
public final class RecentChanges {
  private final Transactions transactions;

  /**
   * What happened since a time.
   *
   * @param revokedKeys their ids
   */
  public record Found(List<String> revokedKeys, List<Tenant> tenants) {
    public Found {
      revokedKeys = List.copyOf(revokedKeys);
      tenants = List.copyOf(tenants);
    }
  }

  /**
   * Makes it.
   *
   * @param transactions that are to be had in time, however busy the hub is
   */
  public RecentChanges(Transactions transactions) {
    this.transactions = transactions;
  }

  public Found since(Instant time) {
    return transactions.inMain(connection ->
        new Found(
            new KeyRows(connection).revokedSince(time),
            new TenantRows(connection).changedSince(time)));
  }
}
