package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.delivery.Progress;
import io.poshub.protocol.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Acknowledged positions, and what was sent, on their way to the store: noted by event loops,
 * written now and then, many tenants' together. What is not written yet is answered from here.
 * {@link #note} and {@link #pending} any thread, {@link #flush} a step.
 */
public final class AckBook {
  public static final Duration FLUSH_PERIOD = Duration.ofMillis(500);

  /** A database that is away this long is no reason to fill the memory: a lost ack only repeats. */
  static final int PENDING_MAX = 100_000;

  /** Terminals whose last position is remembered a while longer than it waits. */
  static final int RECENT_MAX = 200_000;

  private static final Duration RECENT_FOR = Duration.ofMinutes(10);

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
    /** Writes what it can, each as a whole, and returns it. */
    List<Progress> record(List<Progress> gathered);
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

  /** Writes what gathered; what could not be written waits for the next time. */
  public void flush() {
    List<Part> parts = gather();
    Set<Progress> stored = Set.copyOf(store.record(parts.stream().map(Part::progress).toList()));
    parts.stream().filter(part -> stored.contains(part.progress)).forEach(this::settle);
  }

  private List<Part> gather() {
    Map<SentBook.Stream, SortedMap<String, Progress.Acked>> acked = new HashMap<>();
    pending.forEach((key, value) ->
        acked
            .computeIfAbsent(new SentBook.Stream(key.tenant, key.epoch), _ -> new TreeMap<>())
            .put(key.terminal, value));
    // Looked at after the acks: whatever was acknowledged up to here counts as sent up to here.
    Map<SentBook.Stream, List<SentBook.Fresh>> fresh = sent.fresh();
    SortedSet<SentBook.Stream> streams = new TreeSet<>(acked.keySet());
    streams.addAll(fresh.keySet());
    Instant at = clock.instant();
    List<Part> parts = new ArrayList<>();
    for (SentBook.Stream stream : streams) {
      List<Map.Entry<String, Progress.Acked>> acks =
          List.copyOf(acked.getOrDefault(stream, Collections.emptySortedMap()).entrySet());
      List<SentBook.Fresh> sends = fresh.getOrDefault(stream, List.of());
      for (int from = 0; from < Math.max(acks.size(), sends.size()); from += Progress.SIZE_MAX) {
        parts.add(part(stream, slice(acks, from), slice(sends, from), at));
      }
    }
    return parts;
  }

  private static Part part(
      SentBook.Stream stream,
      List<Map.Entry<String, Progress.Acked>> acks,
      List<SentBook.Fresh> fresh,
      Instant at) {
    Map<String, Progress.Acked> acked = new HashMap<>();
    acks.forEach(ack -> acked.put(ack.getKey(), ack.getValue()));
    List<Progress.Sent> sends = fresh.stream().map(SentBook.Fresh::sent).toList();
    return new Part(new Progress(stream.tenant(), stream.epoch(), acked, sends, at), fresh);
  }

  private static <T> List<T> slice(List<T> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(all.size(), from + Progress.SIZE_MAX));
  }

  /** Only what was written: a newer position noted meanwhile stays. */
  private void settle(Part part) {
    Progress written = part.progress;
    sent.written(part.fresh);
    written
        .acked()
        .forEach((terminal, acked) ->
            pending.remove(new Key(written.tenant(), written.epoch(), terminal), acked));
  }

  private static Progress.Acked later(Progress.Acked before, Progress.Acked next) {
    return next.seq() >= before.seq() ? next : before;
  }

  private record Key(String tenant, String epoch, String terminal) {}

  /** What is written as a whole, and the marks to move when it is. */
  private record Part(Progress progress, List<SentBook.Fresh> fresh) {}
}
