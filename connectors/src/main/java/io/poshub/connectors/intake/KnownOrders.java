package io.poshub.connectors.intake;

import io.poshub.engine.shop.UnmappableOrder;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is remembered of shops' orders, beside the lanes. Virtual threads: it blocks. */
public final class KnownOrders {
  private final Transactions transactions;

  public KnownOrders(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Orders that the hub could not take in, and that somebody should look at. */
  public int unmappable(String tenant) {
    return transactions.inTenant(
        tenant, connection -> new KnownOrderRows(connection).count(KnownOrder.State.UNMAPPABLE));
  }

  /**
   * Those orders, by the shop's ids.
   *
   * @param after the {@code next} of the page before
   */
  public Page<UnmappableOrder> listUnmappable(String tenant, @Nullable String after, int limit) {
    return Page.cut(
        transactions.inTenant(
            tenant, connection -> new KnownOrderRows(connection).unmappable(after, limit + 1)),
        limit,
        UnmappableOrder::externalId);
  }

  /** Forgets some of the orders that were not heard of for long and that the hub does not have. */
  public int forget(String tenant, Instant cutOff, int maxRows) {
    return transactions.inTenant(
        tenant, connection -> new KnownOrderRows(connection).deleteForgotten(cutOff, maxRows));
  }
}
