package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.terminal.Visit;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.ClientFrame;
import io.poshub.protocol.stream.ServerFrame;
import io.poshub.rest.LiveSession;
import io.poshub.server.fanout.Membership;
import io.poshub.server.fanout.OnLoop;
import io.poshub.server.fanout.Piece;
import io.poshub.server.fanout.StreamCursor;
import io.poshub.server.fanout.Subscriber;
import io.poshub.server.fanout.TextFrame;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One terminal's socket: a cursor into its tenant's stream. Whatever happens (an event, room in the
 * socket, a page from the store) only pumps: send what follows the cursor while the socket takes
 * it. No queue, no timer, no lock.
 *
 * <p>Runs on its event loop only, except {@link #requestClose}, {@link #requestReconnect} and what
 * {@link #live} reads.
 */
final class Session extends ChannelInboundHandlerAdapter implements Subscriber {
  /** Handed to the socket at once; then its writability decides. */
  static final int PIECE_MAX_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final SessionContext hub;
  private final SessionStart start;
  private final ClientInput input;
  private final Liveness liveness;
  private final SessionCloser closer;
  private final Acknowledged acknowledged;
  private final Handed handed;
  private final long connectedAtMillis;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Stream stream;
  private boolean caughtUp;
  private volatile long lastSeenAtMillis;

  /** The session's part in its tenant's stream, while it is open. */
  private record Stream(Membership membership, StreamCursor cursor) {}

  Session(SessionContext hub, SessionStart start) {
    this.hub = hub;
    this.start = start;
    this.connectedAtMillis = hub.clock().millis();
    this.lastSeenAtMillis = connectedAtMillis;
    this.input = new ClientInput(nowNanos());
    this.liveness = new Liveness(hub, nowNanos(), ThreadLocalRandom.current().nextDouble());
    this.acknowledged = new Acknowledged(start, hub.acks(), () -> close(CloseCode.BAD_MESSAGE));
    this.handed = new Handed(start, hub.acks().sent());
    this.closer = new SessionCloser(start, hub.metrics(), this::leave);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  /** The 101 is on its way: take part, and say where the stream stands. */
  void onUpgraded(LoopSweep sweep) {
    ChannelHandlerContext context = context();
    OnLoop.check(context.executor());
    Membership membership =
        hub.fanOut().join(start.tenant(), context.channel().eventLoop(), this, start.head());
    stream = new Stream(membership, membership.cursor(start.after(), start.typeBits()));
    handed.from(new Position(membership.sendable().epoch(), start.after()));
    closer.opened();
    sweep.add(this);
    // It takes part now, so an older socket of the terminal has to go. What others ask of it from
    // here on reaches the loop after the welcome.
    hub.registry().add(this);
    hub.log().onConnected(start.tenant(), start.terminal(), start.remote(), start.after());
    send(start.welcome(membership.sendable(), hub.heartbeat()));
    if (start.reset()) {
      send(ServerFrame.Reset.of(start.tenant(), start.head()));
    }
    pump();
    // Mostly there is nothing left: handshake, welcome and what was missed went out together.
    context.flush();
  }

  @Override
  public void onWake() {
    pump();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    pump();
  }

  @Override
  public void onReset(Position head) {
    send(ServerFrame.Reset.of(start.tenant(), head));
    caughtUp = false;
    handed.from(head);
    context().flush();
    pump();
  }

  @Override
  public void onStreamRebuilt() {
    close(CloseCode.DRAINING);
  }

  /**
   * Sends what follows the cursor while the socket takes it: live, catching up and slow are all
   * this.
   */
  private void pump() {
    Stream current = stream;
    if (!closer.isOpen() || current == null) {
      return;
    }
    ChannelHandlerContext context = context();
    OnLoop.check(context.executor());
    boolean wrote = false;
    while (context.channel().isWritable()) {
      Piece piece = current.cursor().next(PIECE_MAX_BYTES);
      if (piece == null) {
        break;
      }
      hub.metrics().sent(piece);
      var _ = context.write(piece.bytes(), context.voidPromise());
      wrote = true;
    }
    if (!caughtUp && isCaughtUp(current)) {
      caughtUp = true;
      send(ServerFrame.CaughtUp.at(current.cursor().seq()));
      wrote = true;
    }
    if (wrote) {
      context.flush();
      handed.upTo(current.cursor().seq());
    }
  }

  /** The ring may not know yet how far the stream reached when this socket was admitted. */
  private boolean isCaughtUp(Stream current) {
    return current.cursor().isAtEnd()
        && current.membership().sendable().seq() >= start.head().seq();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    OnLoop.check(context.executor());
    liveness.onRead(nowNanos());
    lastSeenAtMillis = hub.clock().millis();
    input.read((ByteBuf) message, nowNanos(), this::onMessage);
  }

  private void onMessage(ClientMessage message) {
    switch (message) {
      case ClientMessage.Close(byte[] code) -> closer.onPeerClose(context(), code, nowNanos());
      case ClientMessage.Text(byte[] utf8) -> onText(utf8);
      case ClientMessage.Ping(byte[] payload) -> onPing(payload);
      case ClientMessage.Pong(byte[] payload) -> liveness.onPong(payload, nowNanos());
      case ClientMessage.Violation(CloseCode code) -> close(code);
      case ClientMessage.TooMany() -> close(CloseCode.TOO_MANY_MESSAGES);
    }
  }

  private void onText(byte[] utf8) {
    Stream current = stream;
    if (!closer.isOpen() || current == null) {
      return;
    }
    switch (ClientFrame.parse(utf8)) {
      case Parsed.Bad<ClientFrame> _ -> close(CloseCode.BAD_MESSAGE);
      case Parsed.Ok<ClientFrame>(ClientFrame.Pong _) -> {}
      case Parsed.Ok<ClientFrame>(ClientFrame.Ack(long seq)) ->
          acknowledged.raise(seq, current.cursor().seq(), current.membership());
    }
  }

  private void onPing(byte[] payload) {
    // A socket that sends pings but reads nothing must not fill the memory with answers.
    if (closer.isOpen() && context().channel().isWritable()) {
      write(ControlFrame.pong(context().alloc(), payload));
      context().flush();
    }
  }

  /**
   * Once a turn of the loop's sweep: pings, deadlines, and a nudge for a socket that waits for
   * something. Returns false when the socket is gone.
   */
  boolean onTick(long nowNanos) {
    closer.onTick(context(), nowNanos);
    Stream current = stream;
    if (!closer.isOpen() || current == null) {
      return !closer.isClosed();
    }
    boolean waiting = current.cursor().isBehind() || !context().channel().isWritable();
    CloseCode overdue = liveness.overdue(nowNanos, waiting, current.cursor().seq(), pendingBytes());
    if (overdue != null) {
      close(overdue);
    } else if (start.isOver(hub.clock().instant())) {
      close(CloseCode.KEY_REVOKED);
    } else {
      if (liveness.isBeatDue(nowNanos)) {
        beat(current, nowNanos);
      }
      pump();
    }
    return true;
  }

  private void beat(Stream current, long nowNanos) {
    write(ControlFrame.ping(context().alloc(), nowNanos));
    if (start.heartbeatData() && caughtUp) {
      long seq = current.membership().sendable().seq();
      send(ServerFrame.Heartbeat.at(seq, hub.clock().instant()));
    }
    context().flush();
  }

  private long pendingBytes() {
    ChannelOutboundBuffer buffer = context().channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Any thread: ends the socket soon. */
  void requestClose(CloseCode code) {
    context().executor().execute(() -> close(code));
  }

  /** Any thread: tells the terminal when to come back, then ends the socket. */
  void requestReconnect(long inMillis) {
    context().executor().execute(() -> onReconnect(inMillis));
  }

  private void onReconnect(long inMillis) {
    if (closer.isOpen()) {
      send(ServerFrame.Reconnect.in(inMillis, "draining"));
      close(CloseCode.DRAINING);
    }
  }

  private void close(CloseCode code) {
    OnLoop.check(context().executor());
    closer.close(context(), code, nowNanos());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closer.onGone(nowNanos());
    input.release();
    hub.registry().gone(this);
  }

  private void leave(@Nullable CloseCode code) {
    Stream current = stream;
    if (current != null) {
      stream = null;
      current.membership().leave(current.cursor());
    }
    handed.end();
    hub.registry().remove(this);
    if (start.terminal() != null) {
      hub.visits()
          .left(
              start.tenant(),
              new Visit(
                  start.terminal(), start.remote(), start.client(), connectedAt(), lastSeenAt()));
    }
    Long acked = acknowledged.seq();
    hub.log()
        .onClosed(
            start.tenant(), start.terminal(), start.remote(), code, acked == null ? -1 : acked);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      var _ = context.close();
    } else {
      LOG.error("Socket of tenant {} terminal {} failed", start.tenant(), start.terminal(), cause);
      close(CloseCode.INTERNAL_ERROR);
    }
  }

  SessionStart start() {
    return start;
  }

  Caller caller() {
    return start.caller();
  }

  String tenant() {
    return start.tenant();
  }

  @Nullable String terminal() {
    return start.terminal();
  }

  /** Any thread: how the socket does, as of a moment ago. */
  LiveSession live() {
    return new LiveSession(
        start.terminal(),
        start.remote(),
        connectedAt(),
        lastSeenAt(),
        acknowledged.seq(),
        liveness.rttMillis(),
        start.client());
  }

  private Instant connectedAt() {
    return Instant.ofEpochMilli(connectedAtMillis);
  }

  private Instant lastSeenAt() {
    return Instant.ofEpochMilli(lastSeenAtMillis);
  }

  private void send(ServerFrame frame) {
    write(TextFrame.buffer(context().alloc(), frame.json()));
  }

  private void write(ByteBuf frame) {
    var _ = context().write(frame, context().voidPromise());
  }

  private long nowNanos() {
    return hub.nanoClock().getAsLong();
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext context = ctx;
    if (context == null) {
      throw new IllegalStateException("the session has no socket yet");
    }
    return context;
  }
}
