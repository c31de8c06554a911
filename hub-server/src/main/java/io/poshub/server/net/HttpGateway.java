package io.poshub.server.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import io.poshub.server.fanout.OnLoop;
import io.poshub.server.net.Deadline.Wait;
import io.poshub.server.session.LoopSweep;
import io.poshub.server.session.SocketDoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: collects a request, has it answered, writes the answer, and only then looks
 * at the next one, so that pipelined answers keep their order. While a request is worked on, or the
 * client does not take its answer, nothing more is read.
 *
 * <p>The connection's loop; answers come back through {@link #onReply}.
 */
final class HttpGateway extends ChannelInboundHandlerAdapter implements RequestDecoder.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

  private final GatewayContext hub;
  private final LoopConnections connections;
  private final LoopSweep sockets;
  private final RequestDecoder decoder = new RequestDecoder(this);
  private final Deadline deadline;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Exchange exchange;
  private Phase phase = Phase.READING;
  private boolean busy;
  private boolean inputEnded;

  /** What the connection does. */
  private enum Phase {
    READING,
    ANSWERING,
    /** The answer is written, but the client does not take it: no next one until it did. */
    HELD_UP,
    /** The last answer is written; what still comes is for nobody. */
    ENDING
  }

  HttpGateway(GatewayContext hub, LoopConnections connections, LoopSweep sockets) {
    this.hub = hub;
    this.connections = connections;
    this.sockets = sockets;
    this.deadline = new Deadline(nowNanos());
  }

  /** The stage that feeds this one. */
  RequestDecoder decoder() {
    return decoder;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    connections.add(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    connections.remove(this);
    nowBusy(false);
  }

  @Override
  public void onBytes() {
    if (deadline.isBetweenRequests()) {
      awaits(Wait.HEAD);
    }
    if (ctx != null && appetite() == RequestDecoder.Appetite.WAITS) {
      // Not before, because most clients send nothing meanwhile and turning it off and on costs.
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** The client sends nothing more; what it has asked is still answered. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event != ChannelInputShutdownEvent.INSTANCE) {
      context.fireUserEventTriggered(event);
      return;
    }
    inputEnded = true;
    if (phase == Phase.READING || phase == Phase.ENDING) {
      phase = Phase.ENDING;
      var _ = context.close();
    }
  }

  @Override
  public RequestDecoder.Appetite appetite() {
    return switch (phase) {
      case READING -> RequestDecoder.Appetite.READS;
      case ANSWERING, HELD_UP -> RequestDecoder.Appetite.WAITS;
      case ENDING -> RequestDecoder.Appetite.DISCARDS;
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    OnLoop.check(context.executor());
    try {
      if (phase == Phase.READING && part instanceof HttpRequest request) {
        onHead(context, request);
      }
      if (phase == Phase.READING && part instanceof HttpContent content && exchange != null) {
        onContent(context, exchange, content);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void onHead(ChannelHandlerContext context, HttpRequest request) {
    Exchange next =
        new Exchange(request, hub.requestIds().of(request.headers().get("X-Request-Id")));
    exchange = next;
    if (request.decoderResult().isFailure()) {
      refuse(context, unknownExchange(), EarlyRefusal.ofMalformed(request.decoderResult().cause()));
      return;
    }
    if (next.hasBody()) {
      next.takesBodyOf(hub.door().maxBodyBytes(next.method(), next.path()));
    }
    EarlyRefusal refusal = EarlyRefusal.ofHead(next);
    if (refusal != null) {
      refuse(context, next, refusal);
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      var _ = context.writeAndFlush(ReplyWriter.goOn());
    }
    awaits(Wait.BODY);
  }

  private void onContent(ChannelHandlerContext context, Exchange current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      refuse(context, current, EarlyRefusal.BODY_MALFORMED);
    } else if (!current.append(content.content())) {
      refuse(context, current, EarlyRefusal.BODY_TOO_LARGE);
    } else if (content instanceof LastHttpContent) {
      onComplete(context, current);
    }
  }

  private void onComplete(ChannelHandlerContext context, Exchange current) {
    awaits(Wait.NOTHING);
    phase = Phase.ANSWERING;
    if (hub.origins().isPreflight(current.request())) {
      endsWhileDraining(current);
      write(context, current, hub.replies().preflight(current));
    } else if (current.path().startsWith(SocketDoor.PATH_PREFIX)) {
      hub.sockets()
          .onRequest(
              context,
              new SocketDoor.Request(
                  current.request(),
                  current.path(),
                  current.query(),
                  remote(context),
                  current.requestId()),
              sockets,
              reply -> onReply(context, current, reply));
    } else {
      hub.calls()
          .answer(
              current.call(remote(context)),
              context.executor(),
              reply -> onReply(context, current, reply));
    }
  }

  /** An answer is ready. */
  private void onReply(ChannelHandlerContext context, Exchange current, HttpReply reply) {
    OnLoop.check(context.executor());
    // A connection that was given up meanwhile has had its last answer.
    if (phase == Phase.ANSWERING) {
      endsWhileDraining(current);
      write(context, current, hub.replies().response(current, reply));
    }
  }

  /** A client that is told so now does not send its next request to a hub that is gone by then. */
  private void endsWhileDraining(Exchange current) {
    if (hub.draining().getAsBoolean()) {
      current.isLast();
    }
  }

  private void write(ChannelHandlerContext context, Exchange current, FullHttpResponse response) {
    ChannelFuture written = context.writeAndFlush(response);
    if (current.keepsAlive()) {
      onAnswered(context);
    } else {
      end(context, written);
    }
  }

  /** The answer is written: go on with what came meanwhile, then read again. */
  private void onAnswered(ChannelHandlerContext context) {
    exchange = null;
    if (!context.channel().isWritable()) {
      phase = Phase.HELD_UP;
      awaits(Wait.ANSWER_TAKEN);
      return;
    }
    phase = Phase.READING;
    awaits(decoder.hasBytesWaiting() ? Wait.HEAD : Wait.NEXT_REQUEST);
    try {
      decoder.resume();
    } catch (Exception e) {
      exceptionCaught(context, e);
      return;
    }
    if (phase == Phase.READING && inputEnded) {
      phase = Phase.ENDING;
      // Behind the last answer, which may not have left yet.
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else if (phase == Phase.READING) {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (phase == Phase.HELD_UP && context.channel().isWritable()) {
      onAnswered(context);
    }
  }

  /**
   * The last answer: says that nothing follows and lets the client read it. Closing at once, with
   * bytes of it unread, would have the kernel throw the answer away.
   */
  private void end(ChannelHandlerContext context, ChannelFuture written) {
    phase = Phase.ENDING;
    awaits(Wait.LINGERING);
    context.channel().config().setAutoRead(true);
    if (context.channel() instanceof DuplexChannel duplex) {
      written.addListener(sent -> {
        if (sent.isSuccess()) {
          var _ = duplex.shutdownOutput();
        } else {
          var _ = duplex.close();
        }
      });
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /**
   * Refuses a request that did not arrive whole: its rest cannot be told from the next one, so the
   * connection ends with the answer.
   */
  private void refuse(ChannelHandlerContext context, Exchange current, EarlyRefusal why) {
    hub.metrics().refused(why.code());
    current.isLast();
    phase = Phase.ANSWERING;
    HttpReply reply =
        ProblemReply.of(why.code(), why.detail(), current.path(), current.requestId());
    onReply(context, current, why.code().retryable() ? reply.with("Retry-After", "1") : reply);
  }

  /** Now and then: has the connection waited too long? */
  void onTick(long nowNanos) {
    ChannelHandlerContext context = ctx;
    if (context == null || !deadline.isOver(nowNanos)) {
      return;
    }
    switch (deadline.waitsFor()) {
      case FIRST_REQUEST, NEXT_REQUEST, ANSWER_TAKEN, LINGERING -> {
        phase = Phase.ENDING;
        var _ = context.close();
      }
      case HEAD, BODY ->
          refuse(context, exchange == null ? unknownExchange() : exchange, EarlyRefusal.TOO_SLOW);
      case NOTHING -> {}
    }
  }

  /** A request of which nothing is known for sure. */
  private Exchange unknownExchange() {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    return new Exchange(
        request, exchange == null ? hub.requestIds().of(null) : exchange.requestId());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("A connection failed", cause);
    }
    phase = Phase.ENDING;
    var _ = context.close();
  }

  private void awaits(Wait next) {
    deadline.awaits(next, nowNanos());
    nowBusy(!deadline.isBetweenRequests());
  }

  /** A drain waits for connections that have a request on its way, be it in or out. */
  private void nowBusy(boolean now) {
    if (busy != now) {
      busy = now;
      hub.metrics().busy(now);
    }
  }

  private long nowNanos() {
    return hub.nanoClock().getAsLong();
  }

  private static String remote(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "unknown";
  }
}
