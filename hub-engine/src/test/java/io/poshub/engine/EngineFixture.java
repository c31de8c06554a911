package io.poshub.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.poshub.engine.giftcard.CardAudit;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.lane.LaneListener;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.loyalty.AccountAudit;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.order.Escalation;
import io.poshub.engine.order.Orders;
import io.poshub.engine.report.Reports;
import io.poshub.engine.sql.DatabasePool;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.CommittedEvents;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.engine.tenant.CreatedTenant;
import io.poshub.engine.tenant.KeyHolders;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.StoredTenants;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.tenant.Tickets;
import io.poshub.engine.terminal.Terminals;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.Timers;
import io.poshub.engine.verify.Verification;
import io.poshub.migrations.Migrations;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.HubSchemas;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** The whole engine on a fresh main schema of the real database, with a clock that stands still. */
public final class EngineFixture implements AutoCloseable {
  private static final int POOL_SIZE = 10;

  public final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  public final HubSchemas schemas;
  public final HikariDataSource pool;
  public final Transactions transactions;
  public final Ids ids = new Ids();
  public final List<StreamEvent> told = new CopyOnWriteArrayList<>();
  public final Keys keys;
  public final KeyHolders keyHolders;
  public final Tenants tenants;
  public final Tickets tickets;
  public final Lanes lanes;
  public final GiftCards giftCards;
  public final Loyalty loyalty;
  public final Orders orders;
  public final Reports reports;
  public final Timers timers;
  public final Verification verification;
  public final EventLog eventLog;
  public final Terminals terminals;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  private EngineFixture(HubSchemas schemas, String jdbcUrl) {
    this.schemas = schemas;
    this.pool = openPool(jdbcUrl);
    this.transactions = transactionsOn(pool);
    SecureRandom random = new SecureRandom();
    this.keys = new Keys(transactions, clock, ids, random);
    this.keyHolders = new KeyHolders(transactions, clock);
    TestDatabase database = TestDatabase.shared();
    Migrations migrations = Migrations.on(database.jdbcUrl(), database.user(), database.password());
    this.tenants =
        new Tenants(
            transactions,
            new StoredTenants(transactions),
            migrations::migrateTenant,
            keys,
            clock,
            random);
    this.tickets = new Tickets(transactions, clock, random);
    this.lanes = lanesOn(transactions, this::onCommitted);
    this.giftCards = new GiftCards(lanes, transactions, clock);
    this.loyalty = new Loyalty(lanes, transactions, clock);
    this.orders = new Orders(lanes, transactions, clock);
    this.reports = new Reports(lanes, transactions);
    Map<TimerKind, TimerHandler> handlers = new HashMap<>(orders.timers());
    handlers.putAll(new Escalation(lanes, Escalation.Listener.NONE).timers());
    handlers.putAll(giftCards.timers());
    handlers.putAll(loyalty.timers());
    this.timers = new Timers(transactions, tenants, handlers, clock);
    this.verification =
        new Verification(transactions, List.of(new CardAudit(), new AccountAudit()));
    this.eventLog = new EventLog(transactions);
    this.terminals = new Terminals(transactions);
  }

  /** As the hub opens it. */
  private static HikariDataSource openPool(String jdbcUrl) {
    TestDatabase database = TestDatabase.shared();
    return DatabasePool.open(
        new DatabaseSettings(
            jdbcUrl,
            database.user(),
            database.password(),
            POOL_SIZE,
            DatabaseSettings.CONNECTION_WAIT_DEFAULT.multipliedBy(4)));
  }

  public static EngineFixture create() {
    TestDatabase database = TestDatabase.shared();
    return new EngineFixture(database.newHubSchemas(), database.jdbcUrl());
  }

  /** One that reaches the database by way of a wire. */
  public static EngineFixture over(CountedWire wire) {
    return new EngineFixture(TestDatabase.shared().newHubSchemas(), wire.url());
  }

  public Transactions transactionsOn(DataSource source) {
    return new Transactions(source, new SchemaNames(schemas.prefix()));
  }

  /** As the hub makes them. */
  public Transactions transactionsUsingFirst(List<String> tables) {
    return new Transactions(pool, new SchemaNames(schemas.prefix()), tables);
  }

  /** Another node's lanes, on the same database. */
  public Lanes lanesOn(Transactions on, CommittedEvents committed) {
    return new Lanes(on, committed, LaneListener.NONE, clock, ids, workers);
  }

  /** The lanes of a node that has the database for itself. */
  public Lanes lanesAlone() {
    return new Lanes(
        transactions,
        POOL_SIZE / 2,
        true,
        this::onCommitted,
        LaneListener.NONE,
        clock,
        ids,
        workers);
  }

  public Tenant newTenant(String slug) {
    return newTenant(slug, "GBP");
  }

  public Tenant newTenant(String slug, String currency) {
    return created(slug, currency).tenant();
  }

  public CreatedTenant created(String slug, String currency) {
    return tenants
        .create(
            new NewTenant(
                slug,
                "The " + slug,
                Currency.getInstance(currency),
                ZoneId.of("Europe/London"),
                "GB"))
        .orElseThrow();
  }

  /** All events of a tenant as the store has them. */
  public List<StreamEvent> stored(Tenant tenant) {
    return eventLog.read(tenant.slug(), null, 0, EventLog.PAGE_MAX_EVENTS)
            instanceof EventPage.Events page
        ? page.events()
        : List.of();
  }

  /** One number from the tenant's schema. */
  public long number(Tenant tenant, String sql) throws SQLException {
    try (Connection connection = TestDatabase.shared().connect(schemas.tenant(tenant.slug()));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new SQLException("no row");
      }
      return row.getLong(1);
    }
  }

  public void execute(Tenant tenant, String sql) throws SQLException {
    try (Connection connection = TestDatabase.shared().connect(schemas.tenant(tenant.slug()));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    workers.close();
    pool.close();
  }

  private void onCommitted(
      String tenant, Position head, List<StreamEvent> events, long committedNanos) {
    told.addAll(events);
  }
}
