package io.poshub.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import io.poshub.server.session.LoopSessions;
import io.poshub.server.session.SocketDoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: collects a request, has it answered, writes the answer, and only then looks
 * at the next one, so that pipelined answers keep their order. While a request is worked on,
 * nothing more is read.
 *
 * <p>The connection's loop; answers come back through {@link #onReply}.
 */
final class HttpGateway extends ChannelInboundHandlerAdapter {
  /** What was decoded from one read before reading stopped; more than that is an attack. */
  private static final int PENDING_MAX_PARTS = 1_024;

  private static final Duration LEFTOVER_WAIT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

  private final GatewayContext hub;
  private final LoopConnections connections;
  private final LoopSessions sessions;
  private final ArrayDeque<Object> pending = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Exchange exchange;
  private boolean answering;
  private boolean closing;
  private Wait wait = Wait.FIRST_BYTE;
  private long waitSinceNanos;

  /** What the connection waits for, and how long it may. */
  private enum Wait {
    FIRST_BYTE(Limits.REQUEST_HEAD_WAIT.toNanos()),
    HEAD(Limits.REQUEST_HEAD_WAIT.toNanos()),
    BODY(Limits.REQUEST_BODY_WAIT.toNanos()),
    NEXT_REQUEST(Limits.KEEP_ALIVE_WAIT.toNanos()),
    /**
     * The rest of a request that was refused: thrown away, so that the answer is read before the
     * end.
     */
    LEFTOVER(LEFTOVER_WAIT.toNanos()),
    NOTHING(Long.MAX_VALUE);

    private final long maxNanos;

    Wait(long maxNanos) {
      this.maxNanos = maxNanos;
    }
  }

  HttpGateway(GatewayContext hub, LoopConnections connections, LoopSessions sessions) {
    this.hub = hub;
    this.connections = connections;
    this.sessions = sessions;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    awaits(Wait.FIRST_BYTE);
    connections.add(this);
    this.ctx = ctx;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    connections.remove(this);
    pending.forEach(ReferenceCountUtil::release);
    pending.clear();
  }

  /** Bytes arrived, before anybody knows what they are. */
  void onBytes() {
    if (wait == Wait.FIRST_BYTE || wait == Wait.NEXT_REQUEST) {
      awaits(Wait.HEAD);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (closing) {
      ReferenceCountUtil.release(part);
    } else if (answering) {
      if (pending.size() == PENDING_MAX_PARTS) {
        ReferenceCountUtil.release(part);
        var _ = context.close();
        return;
      }
      pending.add(part);
    } else {
      onPart(context, part);
    }
  }

  private void onPart(ChannelHandlerContext context, Object part) {
    try {
      if (part instanceof HttpRequest request) {
        onHead(context, request);
      }
      if (part instanceof HttpContent content && !closing && exchange != null) {
        onContent(context, exchange, content);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void onHead(ChannelHandlerContext context, HttpRequest request) {
    String requestId = hub.requestIds().of(request.headers().get("X-Request-Id"));
    DecoderResult result = request.decoderResult();
    if (result.isFailure() || lacksHost(request)) {
      exchange = new Exchange(request, requestId, 0);
      refuseMalformed(context, exchange, result.cause());
      return;
    }
    int maxBodyBytes =
        hub.door().maxBodyBytes(request.method().name(), Exchange.pathOf(request.uri()));
    Exchange next = new Exchange(request, requestId, maxBodyBytes);
    exchange = next;
    if (next.announcesTooMuch()) {
      refuseTooLarge(context, next);
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      var _ =
          context.writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    awaits(Wait.BODY);
  }

  private static boolean lacksHost(HttpRequest request) {
    return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && !request.headers().contains(HttpHeaderNames.HOST);
  }

  private void onContent(ChannelHandlerContext context, Exchange current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      refuseMalformed(context, current, content.decoderResult().cause());
      return;
    }
    if (!current.append(content.content())) {
      refuseTooLarge(context, current);
      return;
    }
    if (content instanceof LastHttpContent) {
      onComplete(context, current);
    }
  }

  private void onComplete(ChannelHandlerContext context, Exchange current) {
    awaits(Wait.NOTHING);
    answering = true;
    context.channel().config().setAutoRead(false);
    if (hub.origins().isPreflight(current.request())) {
      answerPreflight(context, current);
      return;
    }
    if (current.path().startsWith(SocketDoor.PATH_PREFIX)) {
      hub.sockets()
          .onRequest(
              context,
              current.request(),
              current.path(),
              remote(context),
              current.requestId(),
              sessions,
              reply -> onReply(context, current, reply));
      return;
    }
    if (!hub.metrics().begin()) {
      refuse(context, current, ErrorCode.OVERLOADED, "Too many requests are being answered.");
      return;
    }
    HttpCall call = current.call(remote(context));
    hub.workers().execute(() -> answer(context, current, call));
  }

  /** On a virtual thread. */
  private void answer(ChannelHandlerContext context, Exchange current, HttpCall call) {
    CompletionStage<HttpReply> reply;
    try {
      reply = hub.door().handle(call);
    } catch (RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    var _ =
        reply
            .exceptionally(failure -> failed(call, failure))
            .thenAccept(ready ->
                context
                    .channel()
                    .eventLoop()
                    .execute(() -> {
                      hub.metrics().end();
                      onReply(context, current, ready);
                    }));
  }

  private static HttpReply failed(HttpCall call, Throwable failure) {
    LOG.error("Request {} was not answered", call.requestId(), failure);
    return ProblemReply.of(
        ErrorCode.INTERNAL_ERROR, "The hub failed.", call.path(), call.requestId());
  }

  private void answerPreflight(ChannelHandlerContext context, Exchange current) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
    hub.origins().addPreflightHeaders(current.origin(), response.headers());
    write(context, current, response);
  }

  /** An answer is ready. */
  private void onReply(ChannelHandlerContext context, Exchange current, HttpReply reply) {
    ByteBuf body = current.isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    if (reply.status() != 204 && reply.status() != 304) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    }
    write(context, current, response);
  }

  private void write(ChannelHandlerContext context, Exchange current, FullHttpResponse response) {
    HttpHeaders headers = response.headers();
    headers.set("X-Request-Id", current.requestId());
    headers.set("X-Content-Type-Options", "nosniff");
    if (!headers.contains(HttpHeaderNames.CACHE_CONTROL)) {
      headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
    hub.origins().addHeaders(current.origin(), headers);
    boolean keepAlive = current.keepsAlive() && !closing;
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (current.request().protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      ChannelFutureListener last = closing ? this::onRefusalWritten : ChannelFutureListener.CLOSE;
      closing = true;
      written.addListener(last);
      return;
    }
    onAnswered(context);
  }

  /**
   * A refusal of a request that has not arrived as a whole. Closing at once would make the peer's
   * system throw the answer away; so only our side ends, and what still comes is dropped for a
   * moment.
   */
  private void onRefusalWritten(ChannelFuture written) {
    if (written.isSuccess() && written.channel() instanceof DuplexChannel duplex) {
      awaits(Wait.LEFTOVER);
      var _ = duplex.shutdownOutput();
      duplex.config().setAutoRead(true);
    } else {
      var _ = written.channel().close();
    }
  }

  /** The answer is written: go on with what came meanwhile, then read again. */
  private void onAnswered(ChannelHandlerContext context) {
    answering = false;
    exchange = null;
    awaits(Wait.NEXT_REQUEST);
    while (!answering && !closing && !pending.isEmpty()) {
      onPart(context, pending.remove());
    }
    if (!answering && !closing) {
      context.channel().config().setAutoRead(true);
    }
  }

  private void refuseMalformed(
      ChannelHandlerContext context, Exchange current, @Nullable Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      refuse(context, current, ErrorCode.URI_TOO_LONG, "The address may have up to 8 KiB.");
    } else if (cause instanceof TooLongHttpHeaderException) {
      refuse(context, current, ErrorCode.HEADERS_TOO_LARGE, "All headers may have up to 16 KiB.");
    } else {
      refuse(context, current, ErrorCode.MALFORMED_REQUEST, "The request could not be understood.");
    }
  }

  private void refuseTooLarge(ChannelHandlerContext context, Exchange current) {
    refuse(
        context,
        current,
        ErrorCode.BODY_TOO_LARGE,
        "The body may have up to 256 KiB, reports up to 1 MiB.");
  }

  /**
   * The rest of a refused request cannot be told from the next one: the connection ends with the
   * answer.
   */
  private void refuse(
      ChannelHandlerContext context, Exchange current, ErrorCode code, String detail) {
    closing = true;
    awaits(Wait.NOTHING);
    HttpReply reply = ProblemReply.of(code, detail, current.path(), current.requestId());
    onReply(context, current, code.retryable() ? reply.with("Retry-After", "1") : reply);
  }

  /** Once a tick: has the connection waited too long? */
  void onTick(long nowNanos) {
    ChannelHandlerContext context = ctx;
    if (context == null || nowNanos - waitSinceNanos <= wait.maxNanos) {
      return;
    }
    switch (wait) {
      case FIRST_BYTE, NEXT_REQUEST, LEFTOVER -> {
        closing = true;
        var _ = context.close();
      }
      case HEAD, BODY -> {
        Exchange begun = exchange;
        refuse(
            context,
            begun == null ? unknownExchange() : begun,
            ErrorCode.REQUEST_TIMEOUT,
            "The request did not arrive within 10 s (head) and 30 s (body).");
      }
      case NOTHING -> {}
    }
  }

  /** A request whose head never became complete. */
  private Exchange unknownExchange() {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    return new Exchange(request, hub.requestIds().of(null), 0);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("A connection failed", cause);
    }
    var _ = context.close();
  }

  private void awaits(Wait next) {
    wait = next;
    waitSinceNanos = hub.nanoClock().getAsLong();
  }

  private static String remote(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "unknown";
  }
}
