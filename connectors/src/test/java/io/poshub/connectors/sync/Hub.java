package io.poshub.connectors.sync;

import com.zaxxer.hikari.HikariDataSource;
import io.poshub.connectors.connect.WooConnector;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.vault.SecretVault;
import io.poshub.connectors.woo.WooClient;
import io.poshub.engine.lane.LaneListener;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.Orders;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.SocketCaller;
import io.poshub.engine.sql.DatabasePool;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.StoredTenants;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.Timers;
import io.poshub.migrations.Migrations;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Ids;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.Eventually;
import io.poshub.testing.HubSchemas;
import io.poshub.testing.TestDatabase;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A hub with a connector and without doors, on a fresh schema of the real database. */
final class Hub implements AutoCloseable {
  static final Duration WAIT = Duration.ofSeconds(60);
  private static final int POOL_SIZE = 10;

  /** Steps of work between two looks at the time. */
  private static final int STEPS_MAX = 100;

  final HubSchemas schemas;
  final Transactions transactions;
  final Tenants tenants;
  final Lanes lanes;
  final Orders orders;
  final EventLog eventLog;
  final Timers timers;
  final ShopLinks links;
  final WooConnector connector;
  final Counting counting = new Counting();
  final BlockingQueue<StreamEvent> told = new LinkedBlockingQueue<>();
  private final HikariDataSource pool;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Counts what the connector tells of. */
  static final class Counting implements ShopListener {
    final AtomicInteger sweepsWell = new AtomicInteger();
    final AtomicInteger sweepsFailed = new AtomicInteger();
    final AtomicInteger sweepsPaused = new AtomicInteger();
    final AtomicInteger healed = new AtomicInteger();
    final AtomicInteger jobs = new AtomicInteger();

    /** Whether the hub stumbles over every order. */
    final AtomicBoolean stumbling = new AtomicBoolean();

    @Override
    public void onOrder(String what) {
      if (stumbling.get()) {
        throw new IllegalStateException("a mistake");
      }
    }

    @Override
    public void onSweep(SweepEnd end, long nanos) {
      switch (end) {
        case WELL -> sweepsWell.incrementAndGet();
        case PAUSED -> sweepsPaused.incrementAndGet();
        case FAILED -> sweepsFailed.incrementAndGet();
      }
    }

    @Override
    public void onHealed(int webhooks) {
      healed.addAndGet(webhooks);
    }

    @Override
    public void onJob(String state) {
      jobs.incrementAndGet();
    }
  }

  private final @Nullable SeededTurns turns;

  Hub(HubSchemas schemas, InstantSource clock, @Nullable String publicUrl, Duration answerWait) {
    this(schemas, clock, publicUrl, answerWait, new SecureRandom(), null);
  }

  /**
   * Starts a hub.
   *
   * @param turns runs its sweeps and jobs; null for threads of their own
   */
  Hub(
      HubSchemas schemas,
      InstantSource clock,
      @Nullable String publicUrl,
      Duration answerWait,
      SecureRandom random,
      @Nullable SeededTurns turns) {
    this.schemas = schemas;
    this.turns = turns;
    TestDatabase database = TestDatabase.shared();
    this.pool =
        DatabasePool.open(
            new DatabaseSettings(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                POOL_SIZE,
                DatabaseSettings.CONNECTION_WAIT_DEFAULT.multipliedBy(4)));
    this.transactions = new Transactions(pool, new SchemaNames(schemas.prefix()));
    Ids ids = new Ids();
    Migrations migrations = Migrations.on(database.jdbcUrl(), database.user(), database.password());
    this.tenants =
        new Tenants(
            transactions,
            new StoredTenants(transactions),
            migrations::migrateTenant,
            new Keys(transactions, clock, ids, random),
            clock,
            random);
    this.lanes =
        new Lanes(
            transactions,
            (_, _, events, _) -> told.addAll(events),
            LaneListener.NONE,
            clock,
            ids,
            threads);
    this.orders = new Orders(lanes, transactions, clock);
    this.eventLog = new EventLog(transactions);
    this.links = new ShopLinks(transactions, new SecretVault(new byte[SecretVault.KEY_BYTES]));
    this.connector =
        new WooConnector(
            new WooConnector.Settings(true, publicUrl),
            new WooConnector.Rooms(transactions, lanes, tenants, orders),
            links,
            new WooClient(
                new OutboundGuard(host -> List.of(InetAddress.getByName(host)), true),
                new SocketCaller((SSLSocketFactory) SSLSocketFactory.getDefault(), answerWait),
                clock),
            turns == null ? threads : turns,
            clock,
            random,
            counting);
    Map<TimerKind, TimerHandler> handlers = new HashMap<>(orders.timers());
    handlers.putAll(connector.timers());
    this.timers = new Timers(transactions, tenants, handlers, clock);
  }

  static Hub fresh(InstantSource clock) {
    return new Hub(TestDatabase.shared().newHubSchemas(), clock, null, Duration.ofSeconds(20));
  }

  Tenant newTenant(String slug) {
    return tenants
        .create(
            new NewTenant(
                slug, "The " + slug, Currency.getInstance("GBP"), ZoneId.of("Europe/London"), "GB"))
        .orElseThrow()
        .tenant();
  }

  /** All events of a tenant of one type. */
  List<StreamEvent> events(Tenant tenant, EventType type) {
    List<StreamEvent> events = new ArrayList<>();
    long after = 0;
    while (eventLog.read(tenant.slug(), null, after, EventLog.PAGE_MAX_EVENTS)
            instanceof EventPage.Events page
        && !page.events().isEmpty()) {
      page.events().stream().filter(event -> event.type() == type).forEach(events::add);
      after = page.events().getLast().seq();
    }
    return events;
  }

  /** Fires timers until something is so. */
  void runUntil(BooleanSupplier so) {
    try {
      Eventually.holds("it came to that", WAIT, () -> so.getAsBoolean() || isSoAfterWork(so));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Goes on while there is something to do at once, and looks at the time now and then. */
  private boolean isSoAfterWork(BooleanSupplier so) {
    for (int step = 0; step < STEPS_MAX; step++) {
      int done = timers.fireDue() + (turns == null ? 0 : turns.run(Integer.MAX_VALUE));
      if (done == 0 || so.getAsBoolean()) {
        break;
      }
    }
    return so.getAsBoolean();
  }

  /** One whole sweep. */
  void sweep(Tenant tenant) {
    int before = counting.sweepsWell.get();
    connector.requestSync(tenant, null);
    runUntil(() -> counting.sweepsWell.get() > before);
  }

  /** Whether all that ran has come to its end, some time after {@link #close}. */
  boolean hasEnded() throws InterruptedException {
    return threads.awaitTermination(WAIT.toSeconds(), TimeUnit.SECONDS);
  }

  void closeDatabase() {
    pool.close();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    pool.close();
  }
}
