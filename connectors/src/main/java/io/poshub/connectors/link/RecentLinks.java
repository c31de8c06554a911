package io.poshub.connectors.link;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.connectors.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connections as they were read a moment ago: who knocks without being able to sign costs neither a
 * question to the database nor a decryption. What changes on this node is forgotten at once, what
 * changes on another one when its time is over. Virtual threads: it may block.
 */
public final class RecentLinks {
  /** How long a connection is remembered. */
  static final Duration TIME = Duration.ofSeconds(10);

  /** Who doubts what is remembered has it read again, but not more often than this. */
  static final Duration DOUBT = Duration.ofSeconds(1);

  static final int TENANTS_MAX = 10_000;

  private final Function<String, Optional<ShopLink>> links;
  private final InstantSource clock;
  private final Cache<String, Read> cache;

  public RecentLinks(ShopLinks links, InstantSource clock) {
    this(links::find, clock);
  }

  RecentLinks(Function<String, Optional<ShopLink>> links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(TENANTS_MAX)
            .expireAfterWrite(TIME)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /**
   * What was read.
   *
   * @param link null if there is none, or if it is locked
   * @param locked whether there is one whose secrets do not open
   */
  public record Read(@Nullable ShopLink link, boolean locked, Instant at) {
    public Read {
      requireNonNull(at, "at is null");
    }
  }

  public Read find(String tenant) {
    return cache.get(tenant, this::read);
  }

  /** As {@link #find}, read again if that was not done just now. */
  public Read doubted(String tenant) {
    return requireNonNull(
        cache
            .asMap()
            .compute(tenant, (_, now) -> now == null || isDoubtful(now) ? read(tenant) : now),
        "nothing was read");
  }

  /** After a change; whoever reads meanwhile is waited for, and what it read is dropped too. */
  public void forget(String tenant) {
    cache.invalidate(tenant);
  }

  private boolean isDoubtful(Read read) {
    return !clock.instant().isBefore(read.at().plus(DOUBT));
  }

  private Read read(String tenant) {
    Instant now = clock.instant();
    try {
      return new Read(links.apply(tenant).orElse(null), false, now);
    } catch (VaultException e) {
      return new Read(null, true, now);
    }
  }
}
