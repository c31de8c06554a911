package io.poshub.rest;

import com.zaxxer.hikari.HikariDataSource;
import io.poshub.engine.delivery.Deliveries;
import io.poshub.engine.giftcard.CardAudit;
import io.poshub.engine.giftcard.CardTenders;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.lane.LaneListener;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.loyalty.AccountAudit;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.loyalty.PointTenders;
import io.poshub.engine.order.Orders;
import io.poshub.engine.outbound.HostLookup;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.read.Changes;
import io.poshub.engine.report.Reports;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.ApiKey;
import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.tenant.KeyHolders;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.StoredTenants;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.tenant.Tickets;
import io.poshub.engine.terminal.Terminals;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.Timers;
import io.poshub.engine.verify.Verification;
import io.poshub.engine.webhook.Webhooks;
import io.poshub.migrations.Migrations;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.rest.call.UnchangedReads;
import io.poshub.rest.door.Engine;
import io.poshub.rest.door.ExtraRoute;
import io.poshub.rest.door.RateLimits;
import io.poshub.rest.door.RestApi;
import io.poshub.rest.door.Routes;
import io.poshub.rest.door.Surroundings;
import io.poshub.testing.HubSchemas;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The whole door on the real engine and a fresh main schema of the real database. What the server
 * would add is faked here: a doorkeeper without a cache, a waiter that tests release.
 */
public final class RestFixture implements AutoCloseable {
  public static final String OPERATOR_TOKEN = "op_token-of-the-tests";
  private static final int POOL_SIZE = 10;

  public final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  public final AtomicLong nanos = new AtomicLong();
  public final HubSchemas schemas = TestDatabase.shared().newHubSchemas();
  private final HikariDataSource pool = TestDatabase.shared().newPool(POOL_SIZE);
  public final Outage outage = new Outage(pool);
  public final Heard heard = new Heard();
  public final Waiter waiter = new Waiter();
  public final Live live = new Live();
  public final FakeConnector shop = new FakeConnector();
  public final Names lookup = new Names();
  public final AtomicBoolean ready = new AtomicBoolean(true);
  public final Tenants tenants;
  public final Keys keys;
  private final KeyHolders holders;
  public final Tickets tickets;
  public final Terminals terminals;
  public final EventLog eventLog;
  public final Timers timers;
  public final Engine engine;
  public final Surroundings around;
  public final RestApi api;
  private final Changes changes = new Changes();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /** No budgets, and no routes of the server's. */
  public static RestFixture create() {
    return new RestFixture(0, 0);
  }

  public RestFixture(int requestsPerSecond, int moneyPerSecond) {
    Transactions transactions = new Transactions(outage, new SchemaNames(schemas.prefix()));
    SecureRandom random = new SecureRandom();
    Ids ids = new Ids();
    TestDatabase database = TestDatabase.shared();
    Migrations migrations = Migrations.on(database.jdbcUrl(), database.user(), database.password());
    keys = new Keys(transactions, clock, ids, random);
    holders = new KeyHolders(transactions, clock);
    tenants =
        new Tenants(
            transactions,
            new StoredTenants(transactions),
            migrations::migrateTenant,
            keys,
            clock,
            random);
    tickets = new Tickets(transactions, clock, random);
    terminals = new Terminals(transactions);
    eventLog = new EventLog(transactions);
    Lanes lanes =
        // They keep no connection between batches, so that an outage meets them too.
        new Lanes(transactions, 0, false, (_, _, _, _) -> {}, counting(), clock, ids, workers);
    GiftCards giftCards = new GiftCards(lanes, transactions, clock);
    Loyalty loyalty = new Loyalty(lanes, transactions, clock);
    Map<TimerKind, TimerHandler> handlers = new HashMap<>(giftCards.timers());
    handlers.putAll(loyalty.timers());
    timers = new Timers(transactions, tenants, handlers, clock);
    engine =
        new Engine(
            tenants,
            keys,
            tickets,
            new Orders(lanes, transactions, clock),
            giftCards,
            new CardTenders(transactions),
            loyalty,
            new PointTenders(transactions),
            new Reports(lanes, transactions),
            eventLog,
            terminals,
            new Deliveries(transactions, changes),
            lanes,
            new Idempotency(lanes, transactions),
            new TenantSettings(lanes, transactions),
            new Verification(transactions, List.of(new CardAudit(), new AccountAudit())),
            timers,
            new Webhooks(lanes, transactions, new OutboundGuard(lookup, false), random),
            ids);
    around =
        new Surroundings(
            new Door(),
            waiter,
            live,
            heard,
            shop,
            heard,
            new UnchangedReads(changes, true, nanos::get),
            ready::get,
            clock,
            nanos::get,
            workers,
            random,
            "1.2.3");
    api =
        Routes.api(
            engine,
            around,
            new RateLimits(requestsPerSecond, moneyPerSecond, nanos::get),
            List.of(
                new ExtraRoute("GET", "/", false, _ -> HttpReply.empty(204)),
                new ExtraRoute("GET", "/metrics", true, _ -> HttpReply.empty(204))));
  }

  private LaneListener counting() {
    return new LaneListener() {
      @Override
      public void onChanged(String tenant) {
        changes.changed(tenant);
      }
    };
  }

  /** Makes a tenant through the door and gives its keys. */
  public Shop shop(String slug) {
    return shop(slug, "GBP");
  }

  public Shop shop(String slug, String currency) {
    Answer created =
        operator()
            .post(
                "/admin/tenants",
                """
                {"slug":"%s","name":"The %s","currency":"%s","time_zone":"Europe/London","country":"GB"}
                """
                    .formatted(slug, slug, currency))
            .expect(201);
    return new Shop(
        slug,
        keyOf(created, "terminal", slug),
        keyOf(created, "platform", slug),
        keyOf(created, "admin", slug));
  }

  /** A tenant and a voice for each role. */
  public record Shop(String slug, Voice till, Voice platform, Voice admin) {
    public String path(String rest) {
      return "/api/" + slug + rest;
    }
  }

  public Voice operator() {
    return new Voice(api, OPERATOR_TOKEN, null);
  }

  public Voice voice(@Nullable String key, @Nullable String tenantHeader) {
    return new Voice(api, key, tenantHeader);
  }

  private Voice keyOf(Answer created, String role, String slug) {
    for (int i = 0; i < 3; i++) {
      if (created.get("keys." + i + ".role").equals(role)) {
        return new Voice(api, created.get("keys." + i + ".key"), slug);
      }
    }
    throw new AssertionError("no key for " + role);
  }

  @Override
  public void close() {
    workers.close();
    pool.close();
  }

  /** Asks the database each time, but remembers what it heard. */
  private final class Door implements Doorkeeper {
    @Override
    public AuthResult authenticate(@Nullable String presentedKey) {
      if (presentedKey == null) {
        return new AuthResult.NoKey();
      }
      Optional<Caller> caller =
          ApiKey.isWellFormed(presentedKey) ? holders.find(presentedKey) : Optional.empty();
      if (caller.isEmpty()) {
        return new AuthResult.Refused();
      }
      Tenant tenant = tenants.find(caller.get().tenant()).orElseThrow();
      AuthResult result =
          tenant.active()
              ? new AuthResult.Known(caller.get(), tenant)
              : new AuthResult.Deactivated(caller.get());
      heard.known.put(presentedKey, result);
      return result;
    }

    @Override
    public @Nullable AuthResult recall(@Nullable String presentedKey) {
      return presentedKey == null ? null : heard.known.get(presentedKey);
    }

    @Override
    public boolean isOperator(@Nullable String presentedToken) {
      return OPERATOR_TOKEN.equals(presentedToken);
    }
  }

  /** What the door told others. */
  public static final class Heard implements KeyEvents, CallListener {
    public final List<String> revoked = new CopyOnWriteArrayList<>();
    public final List<String> changedTenants = new CopyOnWriteArrayList<>();
    private final Map<String, AuthResult> known = new ConcurrentHashMap<>();
    public final List<String> answered = new CopyOnWriteArrayList<>();
    public final List<ErrorCode> refused = new CopyOnWriteArrayList<>();

    @Override
    public void onKeyRevoked(String keyId) {
      known.clear();
      revoked.add(keyId);
    }

    @Override
    public void onTenantChanged(String tenant) {
      known.clear();
      changedTenants.add(tenant);
    }

    @Override
    public void onAnswered(String method, String route, int status, long durationNanos) {
      answered.add(method + " " + route + " " + status);
    }

    @Override
    public void onRefused(ErrorCode code) {
      refused.add(code);
    }
  }

  /** Keeps whoever waits until the test lets go. */
  public static final class Waiter implements EventWaiter {
    public final List<CompletableFuture<@Nullable Void>> waiting = new CopyOnWriteArrayList<>();
    public volatile @Nullable Duration lastWait;

    @Override
    public CompletionStage<Void> awaitAfter(String tenant, long seq, Duration wait) {
      lastWait = wait;
      CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
      waiting.add(future);
      return future.thenRun(() -> {});
    }

    public void release() {
      waiting.forEach(future -> future.complete(null));
      waiting.clear();
    }
  }

  /** The hosts that tests pretend there are. */
  public static final class Names implements HostLookup {
    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();

    public void put(String host, String... ips) {
      addresses.put(host, Arrays.stream(ips).map(InetAddress::ofLiteral).toList());
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      List<InetAddress> known = addresses.get(host);
      if (known == null) {
        throw new UnknownHostException("not in this test");
      }
      return known;
    }
  }

  /** Sockets that tests pretend are open. */
  public static final class Live implements LiveStatus {
    public final List<LiveSession> sessions = new CopyOnWriteArrayList<>();

    @Override
    public List<LiveSession> sessions(String tenant) {
      return sessions;
    }

    @Override
    public int nodes() {
      return 2;
    }
  }
}
