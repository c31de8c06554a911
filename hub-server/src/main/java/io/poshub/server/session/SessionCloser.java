package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.poshub.protocol.CloseCode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one way out of a session: says why, lets what was written before go first, and writes nothing
 * after it. Asked twice, it acts once. One socket's loop.
 */
final class SessionCloser {
  /** How long a client may take to answer a close frame, or to read what lies before it. */
  static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SessionCloser.class);

  private final SessionStart start;
  private final SessionMetrics metrics;
  private final Consumer<@Nullable CloseCode> onLeaving;
  private State state = State.OPENING;
  private long closingSinceNanos;

  /** From the 101 to the last byte. */
  private enum State {
    OPENING,
    OPEN,
    /** The close frame is written; nothing follows it. */
    CLOSING,
    CLOSED
  }

  /**
   * @param onLeaving called once when an open session ends; null stands for a socket that just
   *     vanished
   */
  SessionCloser(
      SessionStart start, SessionMetrics metrics, Consumer<@Nullable CloseCode> onLeaving) {
    this.start = start;
    this.metrics = metrics;
    this.onLeaving = onLeaving;
  }

  void opened() {
    state = State.OPEN;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** The hub wants it to end. */
  void close(ChannelHandlerContext ctx, CloseCode code, long nowNanos) {
    if (isOpen()) {
      leave(code, nowNanos);
      ctx.writeAndFlush(ControlFrame.close(ctx.alloc(), code))
          .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** The client said goodbye, or answers ours: then there is nothing more to say or to hear. */
  void onPeerClose(ChannelHandlerContext ctx, byte[] code, long nowNanos) {
    if (isOpen()) {
      leave(CloseCode.NORMAL, nowNanos);
      ByteBuf echo = ControlFrame.closeEcho(ctx.alloc(), code);
      ctx.writeAndFlush(echo).addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = ctx.close();
    }
  }

  /** The socket is gone. */
  void onGone(long nowNanos) {
    if (isOpen()) {
      leave(null, nowNanos);
    }
    state = State.CLOSED;
  }

  /** A client that does not answer the close frame has had its time. */
  void onTick(ChannelHandlerContext ctx, long nowNanos) {
    if (state == State.CLOSING && nowNanos - closingSinceNanos > CLOSE_WAIT.toNanos()) {
      var _ = ctx.close();
    }
  }

  private void leave(@Nullable CloseCode code, long nowNanos) {
    state = State.CLOSING;
    closingSinceNanos = nowNanos;
    metrics.closed(code);
    log(code);
    onLeaving.accept(code);
  }

  private void log(@Nullable CloseCode code) {
    boolean usual = code == null || code == CloseCode.NORMAL || code == CloseCode.DRAINING;
    LOG.atLevel(usual ? Level.DEBUG : Level.INFO)
        .log(
            "Socket of tenant {} terminal {} ends: {}",
            start.tenant(),
            start.terminal(),
            code == null ? "gone" : code);
  }
}
