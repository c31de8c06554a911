package io.poshub.bench.load;

import io.poshub.bench.measure.Latencies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Many WebSockets, opened and read by one thread of its own that counts the messages with a moment
 * in them. Other threads open it, wait for deliveries and close it. A socket that fails ends the
 * swarm: its figures would be worth nothing.
 */
public final class Swarm implements AutoCloseable {
  private static final int READ_BYTES = 512 * 1024;
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SELECT_MILLIS = 100;

  private final SwarmPlan plan;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final StampFinder stamps = new StampFinder();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final CompletableFuture<Opening> opened = new CompletableFuture<>();
  private final Latencies upgrades = new Latencies();
  private final Thread thread;
  private volatile Phase phase;
  private volatile @Nullable IOException failure;
  private volatile boolean closing;
  private long nowNanos;
  private long beganNanos;
  private int startedCount;
  private final AtomicInteger openCount = new AtomicInteger();
  private int newDeliveries;
  private int newBytes;

  /** How the sockets came to be open. */
  public record Opening(double seconds, Latencies upgrades) {}

  private Swarm(SwarmPlan plan) throws IOException {
    this.plan = plan;
    this.selector = Selector.open();
    this.phase = new Phase(plan.sockets());
    this.thread = Thread.ofPlatform().name("swarm").daemon().unstarted(this::run);
  }

  /** Returns when all sockets are open. */
  public static Swarm open(SwarmPlan plan) throws IOException, InterruptedException {
    Swarm swarm = new Swarm(plan);
    swarm.thread.start();
    try {
      swarm.opened.get(plan.openMax().toMillis(), TimeUnit.MILLISECONDS);
      return swarm;
    } catch (ExecutionException e) {
      swarm.close();
      throw new IOException("the sockets could not be opened: " + e.getCause(), e);
    } catch (TimeoutException e) {
      int count = swarm.openCount.get();
      swarm.close();
      throw new IOException("only " + count + " of " + plan.sockets() + " sockets are open", e);
    } catch (InterruptedException e) {
      swarm.close();
      throw e;
    }
  }

  public Opening opening() {
    return opened.join();
  }

  public int sockets() {
    return plan.sockets();
  }

  /** What has come since the first socket was open, unless somebody counted anew. */
  public Phase phase() {
    return phase;
  }

  /** Counts from zero, for one who knows that nothing is on its way. */
  public Phase begin() {
    Phase fresh = new Phase(plan.sockets());
    phase = fresh;
    return fresh;
  }

  /**
   * Waits for so many deliveries in the phase; false if they do not come. Waiting ends early only
   * if nothing at all came for {@code quietMax}.
   */
  public boolean await(Phase awaited, long deliveries, Duration quietMax) throws IOException {
    long seen = awaited.deliveries();
    long seenNanos = System.nanoTime();
    while (awaited.deliveries() < deliveries) {
      requireWhole();
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      if (awaited.deliveries() != seen) {
        seen = awaited.deliveries();
        seenNanos = System.nanoTime();
      } else if (System.nanoTime() - seenNanos > quietMax.toNanos()) {
        return false;
      }
    }
    return true;
  }

  /** Fails if a socket was lost. */
  public void requireWhole() throws IOException {
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  /** How many sockets got another number of messages than were published for their tenant. */
  public int unequal(Phase counted, long[] publishedByTenant) {
    int unequal = 0;
    for (int socket = 0; socket < plan.sockets(); socket++) {
      if (counted.deliveriesTo(socket) != publishedByTenant[plan.tenantOf(socket)]) {
        unequal++;
      }
    }
    return unequal;
  }

  /** Leaves without a word, and without a port that is kept waiting. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector) {
      beganNanos = System.nanoTime();
      while (!closing) {
        connectMore();
        selector.select(this::onReady, SELECT_MILLIS);
      }
    } catch (IOException e) {
      failure = e;
      opened.completeExceptionally(e);
    } finally {
      channels.forEach(Swarm::drop);
    }
  }

  private void connectMore() throws IOException {
    while (startedCount < plan.sockets() && startedCount - openCount.get() < plan.connectingMax()) {
      SocketChannel channel = SocketChannel.open();
      channels.add(channel);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SwarmSocket socket = new SwarmSocket(this, startedCount, channel, System.nanoTime());
      startedCount++;
      boolean now =
          channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port()));
      channel.register(selector, now ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, socket);
      if (now) {
        socket.onConnected(plan.upgrade().apply(socket.number()));
      }
    }
  }

  private void onReady(SelectionKey key) {
    if (failure != null || !(key.attachment() instanceof SwarmSocket socket)) {
      return;
    }
    try {
      nowNanos = System.nanoTime();
      if (key.isConnectable()) {
        socket.channel().finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        socket.onConnected(plan.upgrade().apply(socket.number()));
      } else {
        newDeliveries = 0;
        newBytes = 0;
        socket.onReadable(in, nowNanos);
        if (newDeliveries > 0) {
          phase.onRead(newDeliveries, newBytes, nowNanos);
        }
      }
    } catch (IOException e) {
      IOException failed = new IOException("socket " + socket.number() + ": " + e.getMessage(), e);
      failure = failed;
      opened.completeExceptionally(failed);
      key.cancel();
    }
  }

  Greeting greeting() {
    return plan.greeting();
  }

  void onOpen(long tookNanos) {
    upgrades.add(tookNanos);
    if (openCount.incrementAndGet() == plan.sockets()) {
      opened.complete(new Opening((System.nanoTime() - beganNanos) / 1e9, upgrades));
    }
  }

  /** Whether it was one of the messages that are counted. */
  boolean onText(int socket, ByteBuffer bytes, int begin, int end) {
    long stamp = stamps.find(bytes, begin, end);
    if (stamp == StampFinder.NONE) {
      return false;
    }
    newDeliveries++;
    newBytes += end - begin;
    phase.onDelivery(socket, stamp, nowNanos);
    return true;
  }

  private static void drop(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
