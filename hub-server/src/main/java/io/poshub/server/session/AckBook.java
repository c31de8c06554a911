package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.delivery.Progress;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.protocol.Position;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledged positions, and what was sent, on their way to the store: noted by event loops,
 * written in one batch per tenant now and then. What is not written yet is answered from here.
 * {@link #note} and {@link #pending} any thread, {@link #flush} a step.
 */
public final class AckBook {
  public static final Duration FLUSH_PERIOD = Duration.ofMillis(500);

  /** A database that is away this long is no reason to fill the memory: a lost ack only repeats. */
  static final int PENDING_MAX = 100_000;

  /** Terminals whose last position is remembered a while longer than it waits. */
  static final int RECENT_MAX = 200_000;

  private static final Duration RECENT_FOR = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(AckBook.class);

  private final SentBook sent = new SentBook();
  private final ConcurrentMap<Key, Progress.Acked> pending = new ConcurrentHashMap<>();

  /** Written ones too, so that a till that comes back soon is not asked for in the database. */
  private final Cache<Key, Long> recent =
      Caffeine.newBuilder().maximumSize(RECENT_MAX).expireAfterWrite(RECENT_FOR).build();

  private final LongAdder dropped = new LongAdder();
  private final Store store;
  private final InstantSource clock;

  /** Where positions are kept. */
  @FunctionalInterface
  public interface Store {
    void record(String tenant, Progress progress);
  }

  public AckBook(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Where sockets note what they were sent; it is written together with what was acknowledged. */
  SentBook sent() {
    return sent;
  }

  /**
   * A terminal has handled everything up to a position.
   *
   * @param hearsOrders whether its socket carries new orders
   */
  void note(String tenant, String terminal, Position acked, boolean hearsOrders) {
    Key key = new Key(tenant, acked.epoch(), terminal);
    if (pending.size() < PENDING_MAX || pending.containsKey(key)) {
      pending.merge(key, new Progress.Acked(acked.seq(), hearsOrders), AckBook::later);
      recent.asMap().merge(key, acked.seq(), Math::max);
    } else {
      dropped.increment();
    }
  }

  /** What a terminal acknowledged and the store may not know yet. */
  OptionalLong pending(String tenant, String epoch, String terminal) {
    Progress.Acked acked = pending.get(new Key(tenant, epoch, terminal));
    return acked == null ? OptionalLong.empty() : OptionalLong.of(acked.seq());
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
    Map<SentBook.Stream, Map<String, Progress.Acked>> acked = new HashMap<>();
    pending.forEach((key, value) ->
        acked
            .computeIfAbsent(new SentBook.Stream(key.tenant, key.epoch), _ -> new HashMap<>())
            .put(key.terminal, value));
    // Looked at after the acks: whatever was acknowledged up to here counts as sent up to here.
    Map<SentBook.Stream, List<SentBook.Fresh>> fresh = sent.fresh();
    Set<SentBook.Stream> streams = new HashSet<>(acked.keySet());
    streams.addAll(fresh.keySet());
    for (SentBook.Stream stream : streams) {
      flush(stream, acked.getOrDefault(stream, Map.of()), fresh.getOrDefault(stream, List.of()));
    }
  }

  private void flush(
      SentBook.Stream stream, Map<String, Progress.Acked> acks, List<SentBook.Fresh> fresh) {
    List<Progress.Sent> sends = fresh.stream().map(SentBook.Fresh::sent).toList();
    try {
      store.record(stream.tenant(), new Progress(stream.epoch(), acks, sends, clock.instant()));
    } catch (DatabaseException e) {
      LOG.debug("Acknowledgements of tenant {} wait for the database", stream.tenant(), e);
      return;
    }
    sent.written(fresh);
    // Only what was written: a newer position noted meanwhile stays.
    acks.forEach((terminal, acked) ->
        pending.remove(new Key(stream.tenant(), stream.epoch(), terminal), acked));
  }

  private static Progress.Acked later(Progress.Acked before, Progress.Acked next) {
    return next.seq() >= before.seq() ? next : before;
  }

  private record Key(String tenant, String epoch, String terminal) {}
}
