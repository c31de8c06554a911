package io.poshub.engine.tenant;

import io.poshub.engine.read.GatheredRead;
import io.poshub.engine.sql.Transactions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds tenants by their slugs. All who ask at once are one query. Virtual threads: it blocks. */
public final class StoredTenants {
  private final Transactions transactions;
  private final GatheredRead<String, Tenant> reads = new GatheredRead<>(this::find);

  /**
   * Makes it.
   *
   * @param transactions that are to be had in time, however busy the hub is; one at a time is taken
   */
  public StoredTenants(Transactions transactions) {
    this.transactions = transactions;
  }

  Optional<Tenant> find(String slug) {
    return reads.await(slug);
  }

  private Map<String, Tenant> find(Set<String> slugs) {
    return transactions.inMain(connection -> new TenantRows(connection).find(slugs));
  }
}
