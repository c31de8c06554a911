package io.poshub.server.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.poshub.engine.stream.CommittedEvents;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.rest.EventWaiter;
import io.poshub.server.metrics.LatencyBuckets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All tenants' channels on this node. {@link #onCommitted} is called by the lanes; {@link
 * #lookAtHeads} and {@link #giveBackIdle} are steps on a timer's thread; the rest is for any
 * thread.
 */
public final class FanOut implements CommittedEvents, EventWaiter, AutoCloseable {
  /** How often the heads of all streams are looked at, for what other nodes and people wrote. */
  public static final Duration HEAD_WATCH_PERIOD = Duration.ofMillis(150);

  public static final Duration IDLE_PERIOD = Duration.ofSeconds(10);

  /**
   * So long a tenant without sockets keeps its ring, so that a till that comes back soon needs no
   * database.
   */
  private static final Duration IDLE_FOR = Duration.ofSeconds(60);

  private final ConcurrentMap<String, TenantChannel> channels = new ConcurrentHashMap<>();
  private final ChannelParts parts;
  private final HeadWatch headWatch;
  private final Map<EventType, Counter> events = new EnumMap<>(EventType.class);
  private volatile boolean polling = true;

  public FanOut(
      EventReader reader,
      Executor workers,
      ByteBufAllocator allocator,
      LongSupplier nanoClock,
      MeterRegistry registry) {
    for (EventType type : EventType.values()) {
      events.put(
          type,
          Counter.builder("hub_events_total")
              .description("Events committed on this node")
              .tag("type", type.wire())
              .register(registry));
    }
    Timer pushLatency =
        Timer.builder("hub_push_latency_seconds")
            .description("From the commit to the last socket of a loop")
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(registry);
    FrameMemory ringMemory = new FrameMemory(FrameMemory.ALL_RINGS_MAX_BYTES);
    Gauge.builder("hub_ring_bytes", ringMemory, FrameMemory::heldBytes)
        .description("Memory of the rings of all tenants")
        .baseUnit("bytes")
        .register(registry);
    FrameMemory recentMemory = new FrameMemory(FrameMemory.ALL_RECENT_MAX_BYTES);
    Gauge.builder("hub_recent_frames_bytes", recentMemory, FrameMemory::heldBytes)
        .description("Heap of all tenants' latest frames, for tills that come back")
        .baseUnit("bytes")
        .register(registry);
    this.parts =
        new ChannelParts(
            new Replay(reader, workers, registry),
            allocator,
            ringMemory,
            recentMemory,
            nanoClock,
            nanos -> pushLatency.record(nanos, TimeUnit.NANOSECONDS));
    this.headWatch = new HeadWatch(reader, channels);
  }

  /**
   * Takes a socket in, on its loop.
   *
   * @param known where the stream stood when the socket's start was decided
   */
  public Membership join(String tenant, EventLoop loop, Subscriber subscriber, Position known) {
    while (true) {
      TenantChannel channel = channel(tenant);
      Membership membership = channel.join(loop, subscriber, known);
      if (membership != null) {
        return membership;
      }
      channels.remove(tenant, channel);
    }
  }

  /** Where a tenant's stream is known to end on this node, without asking anybody. */
  public @Nullable Position knownHead(String tenant) {
    TenantChannel channel = channels.get(tenant);
    return channel == null ? null : channel.head();
  }

  /**
   * Whether all that follows a cursor is in memory, so that the store need not be asked whether it
   * still is.
   */
  public boolean holds(String tenant, long cursor) {
    TenantChannel channel = channels.get(tenant);
    return channel != null && channel.heldRecently(cursor);
  }

  @Override
  public void onCommitted(
      String tenant, Position head, List<StreamEvent> committed, long committedNanos) {
    for (StreamEvent event : committed) {
      Counter counter = events.get(event.type());
      if (counter != null) {
        counter.increment();
      }
    }
    TenantChannel channel = channels.get(tenant);
    if (channel != null) {
      channel.offer(Frames.of(head.epoch(), committed, committedNanos));
    }
  }

  @Override
  public CompletionStage<Void> awaitAfter(String tenant, long seq, Duration wait) {
    while (polling) {
      TenantChannel channel = channel(tenant);
      CompletableFuture<Void> moved = channel.await(seq);
      if (moved != null) {
        return moved
            .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, _) -> channel.forgetAnswered());
      }
      channels.remove(tenant, channel);
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Wakes the channels that are behind the store, whoever wrote there. */
  public void lookAtHeads() {
    headWatch.step();
  }

  /** Gives back the channels nobody uses and the frames nobody was sent lately. */
  public void giveBackIdle() {
    long nowNanos = parts.nanoClock().getAsLong();
    channels.forEach((tenant, channel) -> {
      channel.trim(nowNanos, IDLE_FOR.toNanos());
      if (channel.closeIfIdle(nowNanos, IDLE_FOR.toNanos())) {
        channels.remove(tenant, channel);
      }
    });
  }

  /** Answers all polls that wait, and lets no other one wait, because the hub drains. */
  public void endPolls() {
    polling = false;
    channels.values().forEach(TenantChannel::answerAll);
  }

  @Override
  public void close() {
    channels.values().forEach(TenantChannel::close);
    channels.clear();
  }

  private TenantChannel channel(String tenant) {
    return channels.computeIfAbsent(tenant, _ -> new TenantChannel(tenant, parts));
  }
}
