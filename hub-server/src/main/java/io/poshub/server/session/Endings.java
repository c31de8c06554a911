package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.protocol.CloseCode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which keys and tenants were shut out a moment ago: a socket that was let in just before, but is
 * only registered now, must not outlive them. Any thread.
 */
final class Endings {
  /** Far longer than a socket's admission can take. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final int REMEMBERED_MAX = 10_000;

  private final LongSupplier nanoClock;
  private final Cache<String, Long> keys = newCache();
  private final Cache<String, Long> tenants = newCache();

  Endings(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void keyEnded(String keyId) {
    keys.put(keyId, nanoClock.getAsLong());
  }

  void tenantEnded(String tenant) {
    tenants.put(tenant, nanoClock.getAsLong());
  }

  /** Why a socket may not stay, if its key or tenant ended after its admission had begun. */
  @Nullable CloseCode since(SessionStart start) {
    if (isAfter(keys.getIfPresent(start.caller().keyId()), start)) {
      return CloseCode.KEY_REVOKED;
    }
    return isAfter(tenants.getIfPresent(start.tenant()), start)
        ? CloseCode.TENANT_DEACTIVATED
        : null;
  }

  private static boolean isAfter(@Nullable Long endedNanos, SessionStart start) {
    return endedNanos != null && endedNanos - start.askedNanos() >= 0;
  }

  private static Cache<String, Long> newCache() {
    return Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED).build();
  }
}
