package io.poshub.connectors.link;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.connectors.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections as they were read a moment ago: who knocks without being able to sign costs neither a
 * question to the database nor a decryption, whatever tenants' names they make up. What changes on
 * this node is forgotten at once, what changes on another one when its time is over. Virtual
 * threads: it may block.
 */
public final class RecentLinks {
  /** How long a connection is remembered. */
  static final Duration TIME = Duration.ofSeconds(10);

  /** Who doubts what is remembered has it read again, but not more often than this. */
  static final Duration DOUBT = Duration.ofSeconds(1);

  static final int TENANTS_MAX = 10_000;

  private final Supplier<List<String>> names;
  private final Function<String, Optional<ShopLink>> links;
  private final InstantSource clock;
  private final Cache<String, Read> cache;

  /** Whoever is in it may be connected; nobody else is, or only since it was read. */
  private final AtomicReference<Connected> connected =
      new AtomicReference<>(new Connected(Set.of(), Instant.EPOCH));

  private final Lock reading = new ReentrantLock();

  public RecentLinks(ShopLinks links, InstantSource clock) {
    this(links::tenants, links::find, clock);
  }

  RecentLinks(
      Supplier<List<String>> names,
      Function<String, Optional<ShopLink>> links,
      InstantSource clock) {
    this.names = names;
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

    /** Whether nobody has connected a shop there. */
    public boolean isNothing() {
      return link == null && !locked;
    }
  }

  /** The tenants that had a connection when they were read. */
  private record Connected(Set<String> tenants, Instant at) {}

  public Read find(String tenant) {
    return isConnected(tenant) ? cache.get(tenant, this::read) : nothing();
  }

  /** As {@link #find}, read again if that was not done just now. */
  public Read doubted(String tenant) {
    if (!isConnected(tenant)) {
      return nothing();
    }
    return requireNonNull(
        cache
            .asMap()
            .compute(tenant, (_, now) -> now == null || isDoubtful(now.at()) ? read(tenant) : now),
        "nothing was read");
  }

  /** After a change; whoever reads meanwhile is waited for, and what it read is dropped too. */
  public void forget(String tenant) {
    connected.set(new Connected(Set.of(), Instant.EPOCH));
    cache.invalidate(tenant);
  }

  /** Names nobody has heard of are looked up all together, once in a while. */
  private boolean isConnected(String tenant) {
    Connected known = connected.get();
    return known.tenants().contains(tenant)
        || (isDoubtful(known.at()) && readNames().contains(tenant));
  }

  private Set<String> readNames() {
    reading.lock();
    try {
      Connected known = connected.get();
      if (isDoubtful(known.at())) {
        Connected read = new Connected(Set.copyOf(names.get()), clock.instant());
        // Unless a change has just had it forgotten: then the next one reads again.
        connected.compareAndSet(known, read);
        return read.tenants();
      }
      return known.tenants();
    } finally {
      reading.unlock();
    }
  }

  private Read nothing() {
    return new Read(null, false, clock.instant());
  }

  private boolean isDoubtful(Instant readAt) {
    return !clock.instant().isBefore(readAt.plus(DOUBT));
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
