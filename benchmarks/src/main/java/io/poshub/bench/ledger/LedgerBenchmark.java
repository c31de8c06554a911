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
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Money;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./hub bench ledger}: deductions through the lane against one transaction per call, on the
 * same database and pool, in turn. Ends with an error if a balance is not exactly what the answers
 * add up to.
 */
@Command(
    name = "ledger",
    description = "Deductions through the lane against one transaction per call.",
    mixinStandardHelpOptions = true)
public final class LedgerBenchmark implements Callable<Integer> {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final long CARD_MINOR = 90_000_000_000_000L;
  private static final long WARM_UP_MILLIS = 2_000;

  @Option(names = "--callers", description = "Callers at once (default: ${DEFAULT-VALUE}).")
  private int callers = 64;

  @Option(names = "--seconds", description = "Length of one run (default: ${DEFAULT-VALUE}).")
  private int seconds = 5;

  @Option(names = "--rounds", description = "Runs of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--pool", description = "Connections (default: ${DEFAULT-VALUE}).")
  private int poolSize = 16;

  @Option(names = "--db-url", description = "Your own server; default: an embedded one.")
  private @Nullable String url;

  @Option(names = "--db-user", description = "Its user (default: ${DEFAULT-VALUE}).")
  private String user = "root";

  @Option(names = "--db-password", description = "Its password.")
  private String password = "";

  @Override
  public Integer call() throws Exception {
    try (BenchDatabase database =
            url == null
                ? BenchDatabase.embedded(poolSize)
                : BenchDatabase.external(url, user, password, poolSize);
        ExecutorService workers = Executors.newFixedThreadPool(poolSize)) {
      Bench bench = new Bench(database, workers);
      System.out.printf(
          Locale.ROOT,
          "%s; %d callers, %d connections, %d x %d s each, in turn%n",
          database,
          callers,
          poolSize,
          rounds,
          seconds);
      boolean oneIsExact = compare("one card", bench, 1);
      boolean manyAreExact = compare("256 cards", bench, 256);
      return oneIsExact && manyAreExact ? 0 : 1;
    }
  }

  private boolean compare(String name, Bench bench, int cards) throws Exception {
    List<CardRef.ById> perCallCards = bench.sell(cards);
    List<CardRef.ById> laneCards = bench.sell(cards);
    LoadRun.Call perCall =
        (caller, number) ->
            bench.perCall.deduct(bench.tenant, pick(perCallCards, caller, number), 1);
    LoadRun.Call lane = (caller, number) -> bench.deductByLane(pick(laneCards, caller, number));
    long perCallEffects = LoadRun.of(callers, WARM_UP_MILLIS, perCall).effects();
    long laneEffects = LoadRun.of(callers, WARM_UP_MILLIS, lane).effects();
    List<LoadRun.Result> slow = new ArrayList<>();
    List<LoadRun.Result> fast = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      slow.add(LoadRun.of(callers, seconds * 1_000L, perCall));
      fast.add(LoadRun.of(callers, seconds * 1_000L, lane));
    }
    perCallEffects += slow.stream().mapToLong(LoadRun.Result::effects).sum();
    laneEffects += fast.stream().mapToLong(LoadRun.Result::effects).sum();
    System.out.println();
    report(name + ", one transaction per call", slow);
    report(name + ", lane", fast);
    System.out.printf(
        Locale.ROOT,
        "%-40s %9.1f x%n",
        "ratio of the medians",
        median(fast, LoadRun.Result::perSecond) / median(slow, LoadRun.Result::perSecond));
    boolean perCallIsExact =
        isExact(name + ", one transaction per call", bench, perCallCards, perCallEffects);
    boolean laneIsExact = isExact(name + ", lane", bench, laneCards, laneEffects);
    return perCallIsExact && laneIsExact;
  }

  private static void report(String name, List<LoadRun.Result> results) {
    LoadRun.Result median =
        new LoadRun.Result(
            0,
            median(results, LoadRun.Result::perSecond),
            median(results, LoadRun.Result::p50Millis),
            median(results, LoadRun.Result::p99Millis));
    System.out.printf(Locale.ROOT, "%-40s %s%n", name, median);
  }

  private static boolean isExact(String name, Bench bench, List<CardRef.ById> cards, long effects) {
    long left = cards.stream().mapToLong(bench::balance).sum();
    boolean exact = left == cards.size() * CARD_MINOR - effects;
    System.out.printf(
        Locale.ROOT,
        "%-40s %,d deductions, balance %s%n",
        name,
        effects,
        exact ? "exact" : "WRONG");
    return exact;
  }

  private static CardRef.ById pick(List<CardRef.ById> cards, int caller, long number) {
    // A prime stride, so that callers spread over the cards instead of marching together.
    return cards.get((int) ((caller * 7_919L + number) % cards.size()));
  }

  private static double median(
      List<LoadRun.Result> results, ToDoubleFunction<LoadRun.Result> figure) {
    return results.stream()
        .mapToDouble(figure)
        .sorted()
        .skip(results.size() / 2)
        .findFirst()
        .orElse(0);
  }

  /** The parts of the engine that are measured. */
  private static final class Bench {
    private final Tenant tenant;
    private final GiftCards cards;
    private final CallPerTransaction perCall;
    private final SecureRandom random = new SecureRandom();

    Bench(BenchDatabase database, Executor workers) {
      Ids ids = new Ids();
      Clock clock = Clock.systemUTC();
      Keys keys = new Keys(database.transactions(), clock, ids, random);
      Tenants tenants =
          new Tenants(database.transactions(), database::migrateTenant, keys, clock, random);
      Lanes lanes =
          new Lanes(
              database.transactions(), (_, _, _, _) -> {}, LaneListener.NONE, clock, ids, workers);
      this.cards = new GiftCards(lanes, database.transactions(), clock);
      this.perCall = new CallPerTransaction(database.transactions(), ids);
      this.tenant =
          tenants
              .create(new NewTenant("bench", "Bench", GBP, ZoneId.of("Europe/London"), "GB"))
              .orElseThrow()
              .tenant();
    }

    List<CardRef.ById> sell(int count) {
      List<CardRef.ById> sold = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        CardOutcome outcome =
            cards.issue(
                tenant,
                new NewCard(
                    CardCode.generate(random),
                    new Money(CARD_MINOR, GBP),
                    null,
                    new CardState.Issue(null, null, null)));
        if (outcome instanceof CardOutcome.Issued issued) {
          sold.add(new CardRef.ById(issued.card().id()));
        }
      }
      return sold;
    }

    boolean deductByLane(CardRef.ById card) {
      Redemption one = new Redemption(new Money(1, GBP), false, null, "till", null, null);
      return cards.redeem(tenant, card, one) instanceof CardOutcome.Redeemed;
    }

    long balance(CardRef.ById card) {
      return cards.find(tenant, card).orElseThrow().balance().minor();
    }
  }
}
