package io.poshub.engine.settings;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.read.Spread;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the doors may do with settings. Virtual threads: everything but {@link #known} may block.
 */
public final class TenantSettings {
  /**
   * How far behind {@link #of} may be after a change on another node; where there is none, after
   * {@link Lanes#REMEMBERED_FOR}.
   */
  static final Duration STALE_MAX = Duration.ofSeconds(2);

  private static final int TENANTS_MAX = 10_000;

  private final Lanes lanes;
  private final Transactions transactions;
  private final Cache<String, Settings> cache;

  public TenantSettings(Lanes lanes, Transactions transactions) {
    this(lanes, transactions, System::nanoTime);
  }

  TenantSettings(Lanes lanes, Transactions transactions, LongSupplier nanoClock) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(TENANTS_MAX)
            .expireAfter(
                Spread.<Settings>expiry(lanes.writeAlone() ? Lanes.REMEMBERED_FOR : STALE_MAX))
            .ticker(nanoClock::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * The settings as they were a moment ago; for every call, so it asks the database rarely. Whoever
   * replaces them meanwhile waits for the reading, so that what was read does not outlive it.
   */
  public Settings of(String tenant) {
    return cache.get(tenant, this::read);
  }

  /** As {@link #of}, or null if the database would have to be asked; any thread. */
  public @Nullable Settings known(String tenant) {
    return cache.getIfPresent(tenant);
  }

  /** The settings as they are now. */
  public Settings read(String tenant) {
    Optional<SettingsRows.Stored> stored =
        transactions.inTenant(tenant, connection -> new SettingsRows(connection).find());
    return stored.map(SettingsRows.Stored::settings).orElse(Settings.DEFAULTS);
  }

  public Settings replace(Tenant tenant, Settings settings) {
    Settings stored = lanes.call(tenant, new ReplaceSettings(settings));
    cache.put(tenant.slug(), stored);
    return stored;
  }
}
