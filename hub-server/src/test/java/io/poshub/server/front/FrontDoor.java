package io.poshub.server.front;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.tenant.CardKey;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpDoor;
import io.poshub.rest.HttpReply;
import io.poshub.server.auth.SocketAuthority;
import io.poshub.server.fanout.FanOut;
import io.poshub.server.net.Listener;
import io.poshub.server.session.AckBook;
import io.poshub.server.session.Admission;
import io.poshub.server.session.ConnectBudget;
import io.poshub.server.session.SessionContext;
import io.poshub.server.session.SessionMetrics;
import io.poshub.server.session.SessionRegistry;
import io.poshub.server.session.SocketDoor;
import io.poshub.server.session.TerminalVisits;
import io.poshub.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The front door without an engine behind it: the real listener, sessions and fan-out on a port of
 * their own, with streams in memory, keys that are written down here, and clocks a test can move.
 */
public final class FrontDoor implements AutoCloseable, SocketAuthority, HttpDoor {
  public static final String TENANT = "kitchen";
  public static final String KEY = "key-of-the-kitchen";
  public static final String ALLOWED_ORIGIN = "https://shop.example";

  private static final int SETTLING_CONNECTIONS = 8;

  public final TestClock clock = TestClock.at("2026-01-01T12:00:00Z");
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  public final MemoryStreams streams = new MemoryStreams();
  public final MemoryTerminals terminals = new MemoryTerminals();
  public final SessionRegistry registry;
  public final FanOut fanOut;
  public final AckBook acks;
  public final TerminalVisits visits;

  /** Whether there is no other node. */
  public volatile boolean alone = true;

  private final Map<String, AuthResult> keys = new ConcurrentHashMap<>();
  private final AtomicLong movedNanos = new AtomicLong();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final PooledByteBufAllocator allocator =
      new PooledByteBufAllocator(true, 0, 1, 8_192, 9, 0, 0, false);
  private final SocketDoor sockets;
  private final Listener listener;
  private volatile boolean serving = true;
  private volatile Function<HttpCall, CompletionStage<HttpReply>> handler =
      call -> CompletableFuture.completedStage(text(call.method() + " " + call.path()));

  private FrontDoor(
      int connectsPerSecond, int upgradesPerSecond, int eventLoops, int maxConnections)
      throws IOException, InterruptedException {
    this.registry = new SessionRegistry(this::nanoTime);
    this.fanOut = new FanOut(streams, workers, allocator, this::nanoTime, metrics);
    this.acks = new AckBook(terminals, clock);
    this.visits = new TerminalVisits(terminals);
    keys.put(KEY, known(TENANT, "k1", null));
    SessionContext context =
        new SessionContext(
            fanOut,
            registry,
            acks,
            visits,
            new QuietLog(),
            new SessionMetrics(metrics),
            clock,
            this::nanoTime,
            Limits.HEARTBEAT,
            Limits.LIFE_SIGN_GRACE,
            Limits.NO_PROGRESS_WAIT);
    this.sockets =
        new SocketDoor(
            context,
            new Admission(this, fanOut, streams, visits, acks, () -> alone, clock),
            workers,
            new ConnectBudget(connectsPerSecond, upgradesPerSecond, this::nanoTime),
            Set.of(ALLOWED_ORIGIN),
            () -> serving);
    this.listener =
        Listener.open(
            new Listener.Settings(
                "127.0.0.1", 0, eventLoops, false, maxConnections, Set.of(ALLOWED_ORIGIN)),
            this,
            sockets,
            workers,
            Thread.ofPlatform().daemon().name("loop-", 0).factory(),
            this::nanoTime,
            metrics);
  }

  public static FrontDoor open() throws IOException, InterruptedException {
    return new FrontDoor(0, 0, 2, 10_000);
  }

  public static FrontDoor open(int upgradesPerSecond, int eventLoops, int maxConnections)
      throws IOException, InterruptedException {
    return new FrontDoor(0, upgradesPerSecond, eventLoops, maxConnections);
  }

  /** One that opens only so many sockets per second, and ten times that at once. */
  public static FrontDoor withConnectBudget(int connectsPerSecond)
      throws IOException, InterruptedException {
    return new FrontDoor(connectsPerSecond, 0, 2, 10_000);
  }

  public int port() {
    return listener.port();
  }

  public RawClient client() throws IOException {
    return new RawClient(port());
  }

  /** A socket with the kitchen's key, its 101 read; {@code query} begins with {@code ?}. */
  public RawClient socket(String query) throws IOException {
    RawClient client = client();
    client.upgrade(TENANT, query, KEY);
    return client;
  }

  /** A socket that has caught up. */
  public RawClient liveSocket(String query) throws IOException {
    RawClient client = socket(query);
    client.until("caught_up");
    return client;
  }

  /** Time passes for every deadline. */
  public void advance(Duration step) {
    movedNanos.addAndGet(step.toNanos());
    clock.advance(step);
  }

  public void answers(Function<HttpCall, CompletionStage<HttpReply>> with) {
    handler = with;
  }

  public void serves(boolean nowServing) {
    serving = nowServing;
  }

  public void issue(String key, AuthResult worth) {
    keys.put(key, worth);
  }

  public static AuthResult known(String tenant, String keyId, @Nullable Instant expiresAt) {
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    return new AuthResult.Known(
        new Caller(keyId, tenant, Role.TERMINAL, expiresAt),
        new Tenant(
            tenant,
            tenant,
            Currency.getInstance("GBP"),
            ZoneId.of("Europe/London"),
            "GB",
            true,
            CardKey.generate(new SecureRandom()),
            time,
            time));
  }

  /** Stores an event and tells the fan-out, as a lane does. */
  public StreamEvent commit(EventType type, String data) {
    StreamEvent event = streams.append(TENANT, type, data);
    fanOut.onCommitted(TENANT, new Position("e1", event.seq()), List.of(event), System.nanoTime());
    return event;
  }

  public StreamEvent commit() {
    return commit(EventType.NEW_ORDER, "{}");
  }

  /** Buffers of rings and pages that nobody gave back yet; the allocator caches none. */
  public long buffersInUse() {
    return allocator.metric().directArenas().stream()
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  public double counted(String name, String tag, String value) {
    Counter counter = metrics.find(name).tag(tag, value).counter();
    return counter == null ? 0 : counter.count();
  }

  public double gauge(String name) {
    return metrics.get(name).gauge().value();
  }

  public SocketDoor sockets() {
    return sockets;
  }

  /**
   * Waits until what clients have sent so far is dealt with: a request on a connection of every
   * loop comes back only after that.
   */
  public void settled() throws IOException {
    for (int i = 0; i < SETTLING_CONNECTIONS; i++) {
      try (RawClient client = client()) {
        client.request("OPTIONS / HTTP/1.1", "Origin: x", "Access-Control-Request-Method: GET");
        client.answer();
      }
    }
  }

  public Listener listener() {
    return listener;
  }

  @Override
  public AuthResult authenticate(@Nullable String presentedKey) {
    return presentedKey == null
        ? new AuthResult.NoKey()
        : keys.getOrDefault(presentedKey, new AuthResult.Refused());
  }

  @Override
  public AuthResult recall(@Nullable String presentedKey) {
    return authenticate(presentedKey);
  }

  @Override
  public AuthResult authenticateTicket(String ticket) {
    AuthResult worth = keys.remove("ticket:" + ticket);
    return worth == null ? new AuthResult.Refused() : worth;
  }

  @Override
  public CompletionStage<HttpReply> handle(HttpCall call) {
    return handler.apply(call);
  }

  @Override
  public int maxBodyBytes(String method, String path) {
    return path.startsWith("/large") ? Limits.LARGE_BODY_MAX_BYTES : Limits.BODY_MAX_BYTES;
  }

  public static HttpReply text(String text) {
    return HttpReply.json(200, text.getBytes(StandardCharsets.UTF_8))
        .with("Content-Type", "text/plain");
  }

  public long nanoTime() {
    return System.nanoTime() + movedNanos.get();
  }

  @Override
  public void close() {
    fanOut.close();
    listener.close();
    workers.shutdownNow();
  }
}
