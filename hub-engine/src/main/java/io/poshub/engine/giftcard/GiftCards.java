package io.poshub.engine.giftcard;

import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.read.GatheredReads;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the doors may ask of gift cards. Virtual threads: everything blocks. */
public final class GiftCards {
  private final Lanes lanes;
  private final Transactions transactions;
  private final InstantSource clock;
  private final GatheredReads<Tenant, CardRef, CardRows.Seen> reads =
      new GatheredReads<>(this::read);

  public GiftCards(Lanes lanes, Transactions transactions, InstantSource clock) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Writes what time does to cards. */
  public Map<TimerKind, TimerHandler> timers() {
    return Map.of(
        CardWork.LAPSE_HOLD, (tenant, ref) -> lanes.submit(tenant, SettleCard.lapse(ref)),
        CardWork.EXPIRE_CARD, (tenant, ref) -> lanes.submit(tenant, SettleCard.expire(ref)));
  }

  /**
   * The card for whoever may see it: a code alone does not show a card that has a PIN. Any thread;
   * it does not block.
   */
  public CompletionStage<CardView> look(Tenant tenant, CardAccess access) {
    return reads.ask(tenant, access.card()).thenApply(seen -> view(tenant, access, seen));
  }

  private CardView view(Tenant tenant, CardAccess access, Optional<CardRows.Seen> seen) {
    if (seen.isEmpty()) {
      return new CardView.Hidden(new CardRefusal.Unknown());
    }
    CardRefusal refusal = access.refusal(seen.get().card(), tenant.cardKey());
    return refusal == null
        ? new CardView.Shown(wire(tenant, seen.get()))
        : new CardView.Hidden(refusal);
  }

  public Optional<GiftCard> find(Tenant tenant, CardRef ref) {
    return reads.await(tenant, ref).map(seen -> wire(tenant, seen));
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
    return reads
        .await(tenant, ref)
        .map(seen -> {
          List<CardEntry> rows =
              transactions.inTenant(
                  tenant.slug(),
                  connection ->
                      new EntryRows(connection, tenant.currency())
                          .newest(
                              seen.card().id(),
                              before == null ? Long.MAX_VALUE : before,
                              limit + 1));
          return Page.cut(rows, limit, row -> Long.toString(row.entry())).map(CardEntry::row);
        });
  }

  /** What the shop owed to its cards' holders on a business day, from the ledger alone. */
  public Liability liability(Tenant tenant, Settings settings, LocalDate date) {
    Instant start = settings.dayStart(date, tenant.timeZone());
    Instant end = settings.dayStart(date.plusDays(1), tenant.timeZone());
    return transactions.inTenant(
        tenant.slug(),
        connection -> new LiabilityRows(connection, tenant.currency()).of(date, start, end));
  }

  /** What a call has written in a card's ledger. */
  public Optional<CardEntry> ofCall(Tenant tenant, IdempotencyKey key) {
    return transactions.inTenant(
        tenant.slug(),
        connection -> new EntryRows(connection, tenant.currency()).ofCall(key.value()));
  }

  private Map<CardRef, CardRows.Seen> read(Tenant tenant, Set<CardRef> refs) {
    Instant now = clock.instant();
    return transactions.inTenant(
        tenant.slug(),
        connection ->
            new CardRows(connection, tenant.currency()).find(refs, tenant.cardKey(), now));
  }

  private GiftCard wire(Tenant tenant, CardRows.Seen seen) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), tenant.timeZone());
    return seen.card().wire(today, seen.lapsed());
  }
}
