package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.protocol.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledged positions on their way to the store: noted by event loops, written in one batch per
 * tenant now and then. What is not written yet is answered from here. {@link #note} and {@link
 * #pending} any thread, {@link #flush} a step.
 */
public final class AckBook {
  public static final Duration FLUSH_PERIOD = Duration.ofMillis(500);

  /** A database that is away this long is no reason to fill the memory: a lost ack only repeats. */
  static final int PENDING_MAX = 100_000;

  /** Terminals whose last position is remembered a while longer than it waits. */
  static final int RECENT_MAX = 200_000;

  private static final Duration RECENT_FOR = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(AckBook.class);

  private final ConcurrentMap<Key, Long> pending = new ConcurrentHashMap<>();

  /** Written ones too, so that a till that comes back soon is not asked for in the database. */
  private final Cache<Key, Long> recent =
      Caffeine.newBuilder().maximumSize(RECENT_MAX).expireAfterWrite(RECENT_FOR).build();

  private final LongAdder dropped = new LongAdder();
  private final Store store;
  private final InstantSource clock;

  /** Where positions are kept. */
  @FunctionalInterface
  public interface Store {
    void acknowledge(
        String tenant, String epoch, Map<String, Long> ackedSeqByTerminal, Instant now);
  }

  public AckBook(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A terminal has handled everything up to a position. */
  void note(String tenant, String terminal, Position acked) {
    Key key = new Key(tenant, acked.epoch(), terminal);
    if (pending.size() < PENDING_MAX || pending.containsKey(key)) {
      pending.merge(key, acked.seq(), Math::max);
      recent.asMap().merge(key, acked.seq(), Math::max);
    } else {
      dropped.increment();
    }
  }

  /** What a terminal acknowledged and the store may not know yet. */
  OptionalLong pending(String tenant, String epoch, String terminal) {
    Long seq = pending.get(new Key(tenant, epoch, terminal));
    return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  /** What a terminal last acknowledged on this node, if that is not long ago. */
  OptionalLong recent(String tenant, String epoch, String terminal) {
    Long seq = recent.getIfPresent(new Key(tenant, epoch, terminal));
    return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  /** Acknowledgements that were not kept, because too many waited for the database. */
  public long dropped() {
    return dropped.sum();
  }

  /** Writes what gathered. A tenant whose store fails keeps its positions for the next time. */
  public void flush() {
    Map<Stream, Map<String, Long>> byStream = new HashMap<>();
    pending.forEach((key, seq) ->
        byStream
            .computeIfAbsent(new Stream(key.tenant, key.epoch), _ -> new HashMap<>())
            .put(key.terminal, seq));
    byStream.forEach(this::flush);
  }

  private void flush(Stream stream, Map<String, Long> acks) {
    try {
      store.acknowledge(stream.tenant, stream.epoch, acks, clock.instant());
    } catch (DatabaseException e) {
      LOG.debug("Acknowledgements of tenant {} wait for the database", stream.tenant, e);
      return;
    }
    // Only what was written: a newer position noted meanwhile stays.
    acks.forEach(
        (terminal, seq) -> pending.remove(new Key(stream.tenant, stream.epoch, terminal), seq));
  }

  private record Key(String tenant, String epoch, String terminal) {}

  private record Stream(String tenant, String epoch) {}
}
