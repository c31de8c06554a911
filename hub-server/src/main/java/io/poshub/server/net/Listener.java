package io.poshub.server.net;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.poshub.protocol.Ids;
import io.poshub.rest.HttpDoor;
import io.poshub.server.session.SocketDoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's one port. Opened and closed by the main thread. */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG_CONNECTIONS = 4_096;

  /** A socket that holds this much unsent counts as full until half of it is gone. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final EventLoopGroup loops;
  private final Channel port;
  private final HttpMetrics metrics;
  private final AtomicBoolean draining;

  private Listener(
      EventLoopGroup loops, Channel port, HttpMetrics metrics, AtomicBoolean draining) {
    this.loops = loops;
    this.port = port;
    this.metrics = metrics;
    this.draining = draining;
  }

  /**
   * How to listen.
   *
   * @param eventLoops 0: one per core
   */
  public record Settings(
      String bind,
      int port,
      int eventLoops,
      boolean ioUring,
      int maxConnections,
      Set<String> allowedOrigins) {}

  /** Starts to listen; fails if the port is taken. */
  public static Listener open(
      Settings settings,
      HttpDoor door,
      SocketDoor sockets,
      Executor workers,
      ThreadFactory loopThreads,
      LongSupplier nanoClock,
      MeterRegistry registry)
      throws IOException, InterruptedException {
    Transport transport = Transport.choose(settings.ioUring());
    LOG.info("Transport {}", transport);
    int count =
        settings.eventLoops() == 0
            ? Runtime.getRuntime().availableProcessors()
            : settings.eventLoops();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(count, loopThreads, transport.handlers());
    HttpMetrics metrics = new HttpMetrics(settings.maxConnections(), registry);
    AtomicBoolean draining = new AtomicBoolean();
    Origins origins = new Origins(settings.allowedOrigins());
    GatewayContext gateway =
        new GatewayContext(
            door,
            new CallRunner(door, workers, metrics),
            sockets,
            new RequestIds(new Ids()),
            origins,
            new ReplyWriter(origins),
            metrics,
            draining::get,
            nanoClock);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG_CONNECTIONS)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // A client may say that it has nothing more to ask and still wait for its answer.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOCATOR, ByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new HubPipeline(gateway, new LoopParts(loops, transport, nanoClock)))
            .bind(settings.bind(), settings.port())
            .await();
    if (!bound.isSuccess()) {
      shutDown(loops);
      throw new IOException(
          "port " + settings.port() + " on " + settings.bind() + " cannot be opened",
          bound.cause());
    }
    return new Listener(loops, bound.channel(), metrics, draining);
  }

  /** The port that is listened on; chosen by the system if it was given as 0. */
  public int port() {
    return ((InetSocketAddress) port.localAddress()).getPort();
  }

  /**
   * Takes no new connections; those that are open stay, but the next answer of each is its last.
   * The system closes the port at the loop's next turn: who comes in between is reset.
   */
  public void drain() throws InterruptedException {
    draining.set(true);
    port.close().await();
  }

  /** Requests that are on their way in, being answered, or whose answer is on its way out. */
  public int unfinishedRequests() {
    return metrics.unfinished();
  }

  @Override
  public void close() {
    shutDown(loops);
  }

  private static void shutDown(EventLoopGroup loops) {
    var ended = loops.shutdownGracefully(0, CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended.awaitUninterruptibly(CLOSE_WAIT.toMillis() * 2)) {
      LOG.warn("The event loops did not end in time");
    }
  }
}
