package io.poshub.engine.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.SqlFailure;
import io.poshub.engine.sql.Transactions;
import io.poshub.protocol.Times;
import io.poshub.protocol.tenant.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, finds and changes tenants. Virtual threads: everything blocks. */
public final class Tenants {
  private static final int CACHED_TENANTS_MAX = 10_000;

  private static final int EPOCH_BYTES = 8;

  private final Transactions transactions;
  private final StoredTenants stored;
  private final SchemaMigrator migrator;
  private final Keys keys;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Cache<String, Tenant> cache =
      Caffeine.newBuilder()
          .maximumSize(CACHED_TENANTS_MAX)
          .expireAfter(CachedFor.<Tenant>spread())
          .build();

  public Tenants(
      Transactions transactions,
      StoredTenants stored,
      SchemaMigrator migrator,
      Keys keys,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.stored = stored;
    this.migrator = migrator;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes the tenant's schema, then the tenant with one key per role; empty if the slug is taken. A
   * crash in between leaves an empty schema that the next attempt takes over.
   */
  public Optional<CreatedTenant> create(NewTenant wish) {
    if (stored.find(wish.slug()).isPresent()) {
      return Optional.empty();
    }
    migrator.migrateTenant(transactions.schemas().tenant(wish.slug()));
    CreatedTenant created = make(wish);
    try {
      transactions.transactionInMain(connection -> {
        TenantRows rows = new TenantRows(connection);
        rows.insert(created.tenant());
        rows.insertStream(wish.slug(), newEpoch());
        for (IssuedKey key : created.keys()) {
          new KeyRows(connection).insert(wish.slug(), key);
        }
        return true;
      });
    } catch (DatabaseException e) {
      if (e.failure() == SqlFailure.DUPLICATE_KEY) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(created);
  }

  /** A tenant, perhaps as it was a moment ago. */
  public Optional<Tenant> find(String slug) {
    Optional<Tenant> known = recall(slug);
    if (known.isPresent()) {
      return known;
    }
    Optional<Tenant> tenant = stored.find(slug);
    tenant.ifPresent(found -> cache.put(slug, found));
    return tenant;
  }

  /** The same if it is known without asking the database. Any thread. */
  public Optional<Tenant> recall(String slug) {
    return Optional.ofNullable(cache.getIfPresent(slug));
  }

  /**
   * Tenants in the order of their slugs.
   *
   * @param after the {@code next} of the page before
   */
  public Page<Tenant> list(@Nullable String after, int limit) {
    List<Tenant> tenants =
        transactions.inMain(
            connection -> new TenantRows(connection).list(after == null ? "" : after, limit + 1));
    return Page.cut(tenants, limit, Tenant::slug);
  }

  /** All slugs, for what must touch every tenant's schema. */
  public List<String> slugs() {
    return transactions.inMain(connection -> new TenantRows(connection).slugs());
  }

  /** Forgets what is cached of a tenant, because it was changed elsewhere. */
  public void forget(String slug) {
    cache.invalidate(slug);
  }

  /** The tenant after the change; empty if there is none. */
  public Optional<Tenant> change(String slug, TenantPatch patch) {
    Optional<Tenant> changed =
        transactions.transactionInMain(connection -> {
          TenantRows rows = new TenantRows(connection);
          Optional<Tenant> tenant = rows.lock(slug).map(found -> patched(found, patch));
          if (tenant.isPresent()) {
            rows.update(tenant.get());
          }
          return tenant;
        });
    cache.invalidate(slug);
    return changed;
  }

  private CreatedTenant make(NewTenant wish) {
    Instant now = Times.toMillis(clock.instant());
    Tenant tenant =
        new Tenant(
            wish.slug(),
            wish.name(),
            wish.currency(),
            wish.timeZone(),
            wish.country(),
            true,
            CardKey.generate(random),
            now,
            now);
    List<IssuedKey> first =
        Arrays.stream(Role.values()).map(role -> keys.make(role, null, null)).toList();
    return new CreatedTenant(tenant, first);
  }

  private Tenant patched(Tenant tenant, TenantPatch patch) {
    return new Tenant(
        tenant.slug(),
        patch.name() == null ? tenant.name() : patch.name(),
        tenant.currency(),
        patch.timeZone() == null ? tenant.timeZone() : patch.timeZone(),
        patch.country() == null ? tenant.country() : patch.country(),
        patch.active() == null ? tenant.active() : patch.active(),
        tenant.cardKey(),
        tenant.createdAt(),
        Times.toMillis(clock.instant()));
  }

  private String newEpoch() {
    byte[] bytes = new byte[EPOCH_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
