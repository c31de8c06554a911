package io.poshub.server.auth;

import io.poshub.engine.tenant.RecentChanges;
import io.poshub.engine.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Asks the database every second which keys were revoked and which tenants changed, wherever that
 * was done, and passes it on. {@link #step} runs on one thread; {@link #isFresh} on any.
 */
public final class RevocationWatch implements Authenticator.Freshness {
  public static final Duration PERIOD = Duration.ofSeconds(1);

  /** With the period this keeps what is promised: a revoked key is refused within 5 s. */
  private static final Duration FRESH_FOR = Duration.ofSeconds(4);

  /** Nodes whose clocks differ by less than this hear of each other's changes. */
  private static final Duration LOOK_BACK = Duration.ofMinutes(2);

  private final RecentChanges recent;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final Set<String> handledKeys = new HashSet<>();
  private final Map<String, Instant> handledTenants = new HashMap<>();
  private volatile long lastLookNanos;
  private volatile boolean looked;

  /** Told of each change once. Must not block for long. */
  public interface Listener {
    void onKeyRevoked(String keyId);

    void onTenantChanged(Tenant tenant);
  }

  public RevocationWatch(RecentChanges recent, InstantSource clock, LongSupplier nanoClock) {
    this.recent = recent;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  /**
   * One look; throws if the database cannot be asked, and then what is cached soon counts as stale.
   */
  public void step(Listener listener) {
    long askedNanos = nanoClock.getAsLong();
    Instant since = clock.instant().minus(LOOK_BACK);
    RecentChanges.Found found = recent.since(since);
    Set<String> revoked = Set.copyOf(found.revokedKeys());
    handledKeys.retainAll(revoked);
    revoked.stream().filter(handledKeys::add).forEach(listener::onKeyRevoked);
    Map<String, Instant> changed = new HashMap<>();
    for (Tenant tenant : found.tenants()) {
      changed.put(tenant.slug(), tenant.updatedAt());
      if (!tenant.updatedAt().equals(handledTenants.get(tenant.slug()))) {
        listener.onTenantChanged(tenant);
      }
    }
    handledTenants.clear();
    handledTenants.putAll(changed);
    lastLookNanos = askedNanos;
    looked = true;
  }

  @Override
  public boolean isFresh() {
    return looked && nanoClock.getAsLong() - lastLookNanos < FRESH_FOR.toNanos();
  }
}
