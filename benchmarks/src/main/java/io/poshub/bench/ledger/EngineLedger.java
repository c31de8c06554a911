package io.poshub.bench.ledger;

import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardOutcome;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardState;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.giftcard.NewCard;
import io.poshub.engine.giftcard.Redemption;
import io.poshub.engine.lane.LaneListener;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.StoredTenants;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Money;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The engine and the baseline side by side in this process: one database, one pool, of which the
 * lanes have what a hub gives them. Main thread; calls are made by threads of their own.
 */
public final class EngineLedger implements AutoCloseable {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final long CARD_MINOR = 90_000_000_000L;
  private static final int TENANTS_AT_ONCE = 8;

  /** A prime stride, so that callers spread over the cards instead of marching together. */
  private static final long STRIDE = 7_919;

  private final SecureRandom random = new SecureRandom();
  private final BenchDatabase database;
  private final ExecutorService workers;
  private final Tenants tenants;
  private final GiftCards cards;
  private final CallPerTransaction perCall;

  public EngineLedger(BenchDatabase database, int poolSize) {
    Ids ids = new Ids();
    Clock clock = Clock.systemUTC();
    this.database = database;
    int laneConnections = DatabaseSettings.laneConnections(poolSize);
    this.workers = Executors.newFixedThreadPool(laneConnections);
    Keys keys = new Keys(database.transactions(), clock, ids, random);
    this.tenants =
        new Tenants(
            database.transactions(),
            new StoredTenants(database.transactions()),
            database::migrateTenant,
            keys,
            clock,
            random);
    Lanes lanes =
        new Lanes(
            database.transactions(),
            laneConnections,
            true,
            (_, _, _, _) -> {},
            LaneListener.NONE,
            clock,
            ids,
            workers);
    this.cards = new GiftCards(lanes, database.transactions(), clock);
    this.perCall = new CallPerTransaction(database.transactions(), ids);
  }

  /** A card and whose it is. */
  public record Card(Tenant tenant, CardRef.ById ref) {}

  /** What a run gave; {@code effects} is the money that was taken, in minor units. */
  public record Outcome(Map<String, Double> figures, long effects) {}

  public List<Tenant> createTenants(String prefix, int count)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(TENANTS_AT_ONCE)) {
      List<Future<Tenant>> created = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String slug = prefix + i;
        created.add(threads.submit(() -> createTenant(slug)));
      }
      List<Tenant> all = new ArrayList<>();
      for (Future<Tenant> one : created) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("a tenant could not be created", e.getCause());
    }
  }

  private Tenant createTenant(String slug) {
    return tenants
        .create(new NewTenant(slug, "Bench", GBP, ZoneId.of("Europe/London"), "GB"))
        .orElseThrow()
        .tenant();
  }

  /** Sells so many cards to each tenant. */
  public List<Card> sell(List<Tenant> to, int each) {
    List<Card> sold = new ArrayList<>();
    for (Tenant tenant : to) {
      for (int i = 0; i < each; i++) {
        NewCard card =
            new NewCard(
                CardCode.generate(random),
                new Money(CARD_MINOR, GBP),
                null,
                new CardState.Issue(null, null, null));
        if (cards.issue(tenant, card) instanceof CardOutcome.Issued issued) {
          sold.add(new Card(tenant, new CardRef.ById(issued.card().id())));
        }
      }
    }
    return sold;
  }

  /** Through the lane of each card's tenant. */
  public Outcome lane(List<Card> from, int callers, Duration length) throws InterruptedException {
    return run(from, callers, length, this::deductByLane);
  }

  /** Each in a transaction of its own. */
  public Outcome perCall(List<Card> from, int callers, Duration length)
      throws InterruptedException {
    return run(from, callers, length, card -> perCall.deduct(card.tenant(), card.ref(), 1));
  }

  /** Whether exactly so much is missing from the cards. */
  public boolean isExact(List<Card> sold, long taken) {
    long left =
        sold.stream()
            .mapToLong(
                card -> cards.find(card.tenant(), card.ref()).orElseThrow().balance().minor())
            .sum();
    return left == sold.size() * CARD_MINOR - taken;
  }

  @FunctionalInterface
  private interface Deduction {
    boolean from(Card card) throws Exception;
  }

  private static Outcome run(List<Card> from, int callers, Duration length, Deduction deduction)
      throws InterruptedException {
    LoadRun.Result result =
        LoadRun.of(
            callers,
            length,
            (caller, number) ->
                deduction.from(from.get((int) ((caller * STRIDE + number) % from.size()))));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("calls/s", result.perSecond());
    figures.put("p50_ms", result.latencies().millis(0.5));
    figures.put("p99_ms", result.latencies().millis(0.99));
    figures.put("max_ms", result.latencies().maxMillis());
    return new Outcome(figures, result.effects());
  }

  private boolean deductByLane(Card card) {
    Redemption one = new Redemption(new Money(1, GBP), false, null, "till", null, null);
    return cards.redeem(card.tenant(), card.ref(), one) instanceof CardOutcome.Redeemed;
  }

  @Override
  public String toString() {
    return database.toString();
  }

  @Override
  public void close() throws IOException {
    workers.close();
    database.close();
  }
}
