package io.poshub.engine.giftcard;

import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the doors may do with gift cards. Virtual threads: everything blocks. */
public final class GiftCards {
  private final Lanes lanes;
  private final Transactions transactions;
  private final InstantSource clock;

  public GiftCards(Lanes lanes, Transactions transactions, InstantSource clock) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.clock = clock;
  }

  public Optional<GiftCard> find(Tenant tenant, CardRef ref) {
    return transactions
        .inTenant(tenant.slug(), connection -> select(connection, tenant, ref))
        .map(card -> card.wire(today(tenant)));
  }

  public CardOutcome issue(Tenant tenant, NewCard card) {
    return lanes.call(tenant, new IssueCard(card));
  }

  public CardOutcome redeem(Tenant tenant, CardRef card, Redemption redemption) {
    return lanes.call(tenant, new RedeemCard(card, redemption));
  }

  /**
   * The card's ledger, newest first; empty if there is no such card.
   *
   * @param before the {@code next} of the page before
   */
  public Optional<Page<GiftCardTransaction>> transactions(
      Tenant tenant, CardRef ref, @Nullable Long before, int limit) {
    return transactions.inTenant(
        tenant.slug(),
        connection -> {
          Optional<CardState> card = select(connection, tenant, ref);
          if (card.isEmpty()) {
            return Optional.empty();
          }
          List<CardEntry> rows =
              new CardRows(connection, tenant.currency())
                  .entries(card.get().id(), before == null ? Long.MAX_VALUE : before, limit + 1);
          return Optional.of(
              Page.cut(rows, limit, row -> Long.toString(row.entry())).map(CardEntry::row));
        });
  }

  private static Optional<CardState> select(Connection connection, Tenant tenant, CardRef ref)
      throws SQLException {
    return new CardRows(connection, tenant.currency())
        .find(ref, code -> code.hash(tenant.cardKey())).stream().findFirst();
  }

  private LocalDate today(Tenant tenant) {
    return LocalDate.ofInstant(clock.instant(), tenant.timeZone());
  }
}
