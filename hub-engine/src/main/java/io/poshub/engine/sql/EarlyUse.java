package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After the database started, uses the tenants' tables before anybody asks for them: one tenant
 * after the other, as many as the database keeps open. Their first order then does not wait until a
 * dozen tables are open. One thread that may block.
 */
public final class EarlyUse {
  /** How often it is asked whether the database started again. */
  public static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(EarlyUse.class);

  private final Transactions transactions;
  private final FirstUse firstUse;
  private final Supplier<List<String>> busiestFirst;
  private final LongSupplier uptimeSeconds;
  private final LongSupplier nanoClock;
  private long lastUptimeSeconds = Long.MAX_VALUE;
  private boolean done;

  /**
   * Makes it for a database.
   *
   * @param busiestFirst all tenants
   * @param uptimeSeconds how long the database has been up, as {@link #uptimeSeconds} tells
   */
  public EarlyUse(
      Transactions transactions,
      Supplier<List<String>> busiestFirst,
      LongSupplier uptimeSeconds,
      LongSupplier nanoClock) {
    this.transactions = transactions;
    this.firstUse = transactions.firstUse();
    this.busiestFirst = busiestFirst;
    this.uptimeSeconds = uptimeSeconds;
    this.nanoClock = nanoClock;
  }

  /** How long the database has been up; for the constructor. */
  public static long uptimeSeconds(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
      return row.next() ? row.getLong(2) : 0;
    }
  }

  /** Does what there is to do, if the database started; returns how many tenants that were. */
  public int step() {
    long uptime = uptimeSeconds.getAsLong();
    if (uptime < lastUptimeSeconds) {
      firstUse.forget();
      done = false;
    }
    lastUptimeSeconds = uptime;
    if (done) {
      return 0;
    }
    long startNanos = nanoClock.getAsLong();
    int tenants = useAll();
    done = true;
    long tookMillis = Duration.ofNanos(nanoClock.getAsLong() - startNanos).toMillis();
    if (tookMillis > WORTH_A_LINE.toMillis()) {
      LOG.info("The tables of {} tenants were opened in {} ms", tenants, tookMillis);
    }
    return tenants;
  }

  private int useAll() {
    int room = transactions.inMain(this::roomForTenants);
    int tenants = 0;
    for (String tenant : busiestFirst.get().stream().limit(room).toList()) {
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      if (use(tenant)) {
        tenants++;
      }
    }
    return tenants;
  }

  /** More would only push each other's tables out. */
  private int roomForTenants(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT @@table_open_cache, @@table_definition_cache")) {
      int tables = row.next() ? Math.min(row.getInt(1), row.getInt(2)) : 0;
      return tables / Math.max(1, firstUse.tablesPerTenant());
    }
  }

  private boolean use(String tenant) {
    String schema = transactions.schemas().tenant(tenant);
    try {
      return !firstUse.wasUsed(schema) && transactions.inTenant(tenant, _ -> true);
    } catch (DatabaseException e) {
      if (e.failure() != SqlFailure.REFUSED && e.failure() != SqlFailure.OTHER) {
        throw e;
      }
      LOG.debug("The tables of tenant {} cannot be opened", tenant, e);
      return false;
    }
  }
}
