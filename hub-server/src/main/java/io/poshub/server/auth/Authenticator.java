package io.poshub.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.tenant.ApiKey;
import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.CachedFor;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.tenant.KeyHolders;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.tenant.Tickets;
import io.poshub.rest.Doorkeeper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells who holds a key. Answers are cached by the key's hash for as long as {@link
 * RevocationWatch} is sure that it would have heard of a revocation; when it is not, every call
 * asks the database. Virtual threads.
 */
public final class Authenticator implements Doorkeeper, SocketAuthority {
  private static final int CACHED_KEYS_MAX = 100_000;

  /** A wrong key that is well-formed is asked for once in so long. */
  private static final int CACHED_STRANGERS_MAX = 10_000;

  private static final Duration STRANGER_FOR = Duration.ofSeconds(3);

  /**
   * Keys whose use is noted between two writes; more than that are noted next time they are used.
   */
  private static final int NOTED_KEYS_MAX = 10_000;

  private final Keys keys;
  private final KeyHolders holders;
  private final Tenants tenants;
  private final Tickets tickets;
  private final byte[] operatorToken;
  private final InstantSource clock;
  private final Freshness freshness;
  private final Cache<String, Caller> callers =
      Caffeine.newBuilder()
          .maximumSize(CACHED_KEYS_MAX)
          .expireAfter(CachedFor.<Caller>spread())
          .build();
  private final Cache<String, Boolean> strangers =
      Caffeine.newBuilder()
          .maximumSize(CACHED_STRANGERS_MAX)
          .expireAfterWrite(STRANGER_FOR)
          .build();
  private final Map<String, Instant> lastUsed = new ConcurrentHashMap<>();

  /** Whether what is cached can still be trusted. */
  @FunctionalInterface
  public interface Freshness {
    boolean isFresh();
  }

  public Authenticator(
      Keys keys,
      KeyHolders holders,
      Tenants tenants,
      Tickets tickets,
      String operatorToken,
      InstantSource clock,
      Freshness freshness) {
    this.keys = keys;
    this.holders = holders;
    this.tenants = tenants;
    this.tickets = tickets;
    this.operatorToken = operatorToken.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
    this.freshness = freshness;
  }

  @Override
  public AuthResult authenticate(@Nullable String presentedKey) {
    if (presentedKey == null || !ApiKey.isWellFormed(presentedKey)) {
      return unreadable(presentedKey);
    }
    String hash = hash(presentedKey);
    Caller caller = knownCaller(hash);
    if (caller != null) {
      return admit(caller);
    }
    return isStranger(hash) ? new AuthResult.Refused() : ask(presentedKey, hash);
  }

  @Override
  public @Nullable AuthResult recall(@Nullable String presentedKey) {
    if (presentedKey == null || !ApiKey.isWellFormed(presentedKey)) {
      return unreadable(presentedKey);
    }
    String hash = hash(presentedKey);
    Caller caller = knownCaller(hash);
    if (caller != null) {
      return tenants.recall(caller.tenant()).map(tenant -> admit(caller, tenant)).orElse(null);
    }
    return isStranger(hash) ? new AuthResult.Refused() : null;
  }

  private static AuthResult unreadable(@Nullable String presentedKey) {
    return presentedKey == null || presentedKey.isBlank()
        ? new AuthResult.NoKey()
        : new AuthResult.Refused();
  }

  private @Nullable Caller knownCaller(String hash) {
    return freshness.isFresh() ? callers.getIfPresent(hash) : null;
  }

  private boolean isStranger(String hash) {
    return strangers.getIfPresent(hash) != null;
  }

  private AuthResult ask(String presentedKey, String hash) {
    Optional<Caller> found = holders.find(presentedKey);
    found.ifPresentOrElse(
        caller -> callers.put(hash, caller), () -> strangers.put(hash, Boolean.TRUE));
    return found.map(this::admit).orElseGet(AuthResult.Refused::new);
  }

  private static String hash(String presentedKey) {
    return HexFormat.of().formatHex(ApiKey.hash(presentedKey));
  }

  @Override
  public AuthResult authenticateTicket(String ticket) {
    return tickets.use(ticket).map(this::admit).orElseGet(AuthResult.Refused::new);
  }

  @Override
  public boolean isOperator(@Nullable String presentedToken) {
    return presentedToken != null
        && MessageDigest.isEqual(operatorToken, presentedToken.getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets a key at once. */
  public void forgetKey(String keyId) {
    callers.asMap().values().removeIf(caller -> caller.keyId().equals(keyId));
  }

  /** Writes down when keys were last used. A step, called now and then. */
  public void noteUses() {
    if (lastUsed.isEmpty()) {
      return;
    }
    Map<String, Instant> uses = Map.copyOf(lastUsed);
    // Only what was written: who was used again meanwhile is written next time.
    keys.noteUse(uses).forEach(id -> lastUsed.remove(id, uses.get(id)));
  }

  private AuthResult admit(Caller caller) {
    return tenants
        .find(caller.tenant())
        .map(tenant -> admit(caller, tenant))
        .orElseGet(AuthResult.Refused::new);
  }

  private AuthResult admit(Caller caller, Tenant tenant) {
    Instant now = clock.instant();
    if (caller.expiresAt() != null && !now.isBefore(caller.expiresAt())) {
      return new AuthResult.Refused();
    }
    note(caller, now);
    return tenant.active()
        ? new AuthResult.Known(caller, tenant)
        : new AuthResult.Deactivated(caller);
  }

  private void note(Caller caller, Instant now) {
    if (lastUsed.size() < NOTED_KEYS_MAX) {
      lastUsed.put(caller.keyId(), now);
    }
  }
}
