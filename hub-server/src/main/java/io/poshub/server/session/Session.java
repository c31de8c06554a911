package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.poshub.engine.tenant.Caller;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.ClientFrame;
import io.poshub.protocol.stream.ServerFrame;
import io.poshub.rest.LiveSession;
import io.poshub.server.fanout.FanOut;
import io.poshub.server.fanout.FrameRing;
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
  private static final int PIECE_MAX_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final SessionContext hub;
  private final SessionStart start;
  private final Instant connectedAt;
  private final ClientFrameReader reader = new ClientFrameReader();
  private final FrameBudget budget;
  private final Liveness liveness;
  private @Nullable ChannelHandlerContext ctx;
  private FanOut.@Nullable Joined joined;
  private @Nullable ByteBuf unread;
  private State state = State.OPENING;
  private long cursor;
  private boolean caughtUp;
  private boolean pageAsked;
  private volatile long ackedSeq = NEVER_ACKED;
  private volatile long rttMillis = NOT_MEASURED;
  private volatile Instant lastSeenAt;

  private static final long NEVER_ACKED = -1;
  private static final long NOT_MEASURED = -1;

  /** From the 101 to the last byte. */
  private enum State {
    OPENING,
    OPEN,
    /** The close frame is written; nothing follows it. */
    CLOSING,
    CLOSED
  }

  Session(SessionContext hub, SessionStart start) {
    this.hub = hub;
    this.start = start;
    this.connectedAt = hub.clock().instant();
    this.lastSeenAt = connectedAt;
    this.cursor = start.after();
    long nowNanos = hub.nanoClock().getAsLong();
    this.budget = new FrameBudget(nowNanos);
    this.liveness = new Liveness(hub, nowNanos, ThreadLocalRandom.current().nextDouble());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  /** The 101 is on its way: take part, and say where the stream stands. */
  void onUpgraded(LoopSessions loopSessions) {
    ChannelHandlerContext context = context();
    joined = hub.fanOut().join(start.tenant(), context.channel().eventLoop(), this, start.head());
    loopSessions.add(this);
    state = State.OPEN;
    hub.registry().add(this);
    hub.log().onConnected(start.tenant(), start.terminal(), start.remote(), cursor);
    Position head = joined.loopChannel().position();
    send(
        ServerFrame.Welcome.of(
            start.tenant(),
            start.terminal(),
            head.seq() < start.head().seq() ? start.head() : head,
            cursor,
            start.resumed(),
            hub.heartbeat().toSeconds()));
    if (start.reset()) {
      send(ServerFrame.Reset.of(start.tenant(), start.head()));
    }
    pump();
    hub.registry().bound(this);
    context.channel().closeFuture().addListener(_ -> loopSessions.remove(this));
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
  public void onPage(ReplayPage page) {
    pageAsked = false;
    if (state != State.OPEN) {
      return;
    }
    switch (page) {
      case ReplayPage.Next(var frames) -> {
        long before = cursor;
        cursor = ReplayWriter.write(context(), frames, cursor, start.typeBits(), hub.metrics());
        if (cursor == before) {
          LOG.warn("A page of tenant {} did not continue at {}", start.tenant(), cursor);
        }
        pump();
      }
      case ReplayPage.Nothing() -> pump();
      case ReplayPage.Gone(var expired) -> {
        cursor = expired.head().seq();
        send(ServerFrame.Reset.of(start.tenant(), expired.head()));
        pump();
      }
      // The next tick pumps again, and so asks again.
      case ReplayPage.Failed() -> LOG.debug("A page for tenant {} waits", start.tenant());
    }
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
    FanOut.Joined channel = joined;
    if (state != State.OPEN || channel == null) {
      return;
    }
    ChannelHandlerContext context = context();
    while (context.channel().isWritable() && cursor < channel.loopChannel().tail()) {
      if (!channel.loopChannel().follows(cursor)) {
        askPage(channel);
        break;
      }
      FrameRing.Piece piece =
          channel.loopChannel().after(cursor, PIECE_MAX_BYTES, start.typeBits());
      cursor = piece.cursor();
      hub.metrics().sent(piece.bytes().readableBytes());
      var _ = context.write(piece.bytes(), context.voidPromise());
    }
    if (!caughtUp && !pageAsked && cursor >= channel.loopChannel().tail() && isAtStart(channel)) {
      caughtUp = true;
      send(ServerFrame.CaughtUp.at(cursor));
    }
    context.flush();
  }

  /** The ring may not know yet how far the stream reached when this socket was admitted. */
  private boolean isAtStart(FanOut.Joined channel) {
    return channel.loopChannel().tail() >= start.head().seq();
  }

  private void askPage(FanOut.Joined channel) {
    if (!pageAsked) {
      pageAsked = true;
      channel.loopChannel().requestPage(cursor, this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    liveness.onRead(hub.nanoClock().getAsLong());
    lastSeenAt = hub.clock().instant();
    if (state != State.OPEN && state != State.CLOSING) {
      bytes.release();
      return;
    }
    ByteBuf all =
        unread == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), unread, bytes);
    unread = null;
    try {
      readFrames(all);
    } finally {
      if (all.isReadable() && state == State.OPEN) {
        unread = all;
      } else {
        all.release();
      }
    }
  }

  private void readFrames(ByteBuf in) {
    while (in.isReadable()) {
      int before = in.readerIndex();
      ClientMessage message = reader.next(in);
      if (in.readerIndex() == before) {
        return;
      }
      if (state == State.OPEN && !budget.take(hub.nanoClock().getAsLong())) {
        close(CloseCode.TOO_MANY_MESSAGES);
        return;
      }
      if (message != null) {
        onMessage(message);
      }
      if (message instanceof ClientMessage.Violation) {
        in.skipBytes(in.readableBytes());
      }
    }
  }

  private void onMessage(ClientMessage message) {
    if (state == State.CLOSING) {
      if (message instanceof ClientMessage.Close) {
        var _ = context().close();
      }
      return;
    }
    switch (message) {
      case ClientMessage.Text(byte[] utf8) -> onText(utf8);
      case ClientMessage.Ping(byte[] payload) -> {
        write(ControlFrame.pong(context().alloc(), payload));
        context().flush();
      }
      case ClientMessage.Pong(byte[] payload) -> onPong(payload);
      case ClientMessage.Close() -> close(CloseCode.NORMAL);
      case ClientMessage.Violation(CloseCode code) -> close(code);
    }
  }

  private void onText(byte[] utf8) {
    switch (ClientFrame.parse(utf8)) {
      case Parsed.Bad<ClientFrame> _ -> close(CloseCode.BAD_MESSAGE);
      case Parsed.Ok<ClientFrame>(ClientFrame.Pong _) -> {}
      case Parsed.Ok<ClientFrame>(ClientFrame.Ack(long seq)) -> onAck(seq);
    }
  }

  /**
   * Cumulative: everything up to {@code seq} is handled. Nobody can have handled what does not
   * exist.
   */
  private void onAck(long seq) {
    FanOut.Joined channel = joined;
    if (channel == null) {
      return;
    }
    if (seq > Math.max(channel.loopChannel().tail(), start.head().seq())) {
      close(CloseCode.BAD_MESSAGE);
      return;
    }
    if (start.terminal() != null && seq > ackedSeq && seq >= start.after()) {
      ackedSeq = seq;
      String epoch = channel.loopChannel().position().epoch();
      hub.acks().note(start.tenant(), start.terminal(), new Position(epoch, seq));
    }
  }

  private void onPong(byte[] payload) {
    if (payload.length == Long.BYTES) {
      long sentNanos = Unpooled.wrappedBuffer(payload).readLong();
      long rttNanos = hub.nanoClock().getAsLong() - sentNanos;
      if (liveness.isOurs(sentNanos)) {
        rttMillis = Math.max(0, rttNanos / 1_000_000);
      }
    }
  }

  /**
   * Once a tick of the loop: pings, deadlines, and a nudge for a socket that waits for something.
   */
  void onTick(long nowNanos) {
    if (state == State.CLOSING) {
      if (liveness.isCloseOverdue(nowNanos)) {
        var _ = context().close();
      }
      return;
    }
    if (state != State.OPEN) {
      return;
    }
    CloseCode overdue =
        liveness.overdue(nowNanos, pendingBytes(), context().channel().isWritable());
    if (overdue == null && hasExpired()) {
      overdue = CloseCode.KEY_REVOKED;
    }
    if (overdue != null) {
      close(overdue);
      return;
    }
    if (liveness.isBeatDue(nowNanos)) {
      beat(nowNanos);
    }
    pump();
  }

  private void beat(long nowNanos) {
    write(ControlFrame.ping(context().alloc(), nowNanos));
    FanOut.Joined channel = joined;
    if (start.heartbeatData() && caughtUp && channel != null) {
      send(ServerFrame.Heartbeat.at(channel.loopChannel().tail(), hub.clock().instant()));
    }
    context().flush();
  }

  private boolean hasExpired() {
    Instant expiresAt = start.caller().expiresAt();
    return expiresAt != null && !hub.clock().instant().isBefore(expiresAt);
  }

  private long pendingBytes() {
    ChannelOutboundBuffer buffer = context().channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Any thread: ends the socket soon. */
  void requestClose(CloseCode code) {
    context().channel().eventLoop().execute(() -> close(code));
  }

  /** Any thread: tells the terminal when to come back, then ends the socket. */
  void requestReconnect(long inMillis) {
    context()
        .channel()
        .eventLoop()
        .execute(() -> {
          if (state == State.OPEN) {
            send(ServerFrame.Reconnect.in(inMillis, "draining"));
          }
          close(CloseCode.DRAINING);
        });
  }

  /**
   * The one way out: says why, lets what was written before go first, and writes nothing after it.
   */
  private void close(CloseCode code) {
    if (state != State.OPEN) {
      return;
    }
    state = State.CLOSING;
    liveness.onClosing(hub.nanoClock().getAsLong());
    hub.metrics().closed(code);
    LOG.debug("Socket of tenant {} terminal {} closes: {}", start.tenant(), start.terminal(), code);
    leave(code);
    // A client that said goodbye first has nothing more to say; others get a moment to answer.
    var written = context().writeAndFlush(ControlFrame.close(context().alloc(), code));
    if (code != CloseCode.DRAINING) {
      written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
    if (code == CloseCode.NORMAL) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    boolean wasOpen = state == State.OPEN;
    state = State.CLOSED;
    if (unread != null) {
      unread.release();
      unread = null;
    }
    if (wasOpen) {
      leave(null);
    }
  }

  private void leave(@Nullable CloseCode code) {
    FanOut.Joined channel = joined;
    if (channel != null) {
      channel.channel().leave(channel.loopChannel(), this, hub.nanoClock().getAsLong());
      joined = null;
    }
    hub.registry().remove(this);
    hub.log().onClosed(start.tenant(), start.terminal(), start.remote(), code, ackedSeq);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("Socket of tenant {} terminal {} failed", start.tenant(), start.terminal(), cause);
      close(CloseCode.INTERNAL_ERROR);
      return;
    }
    var _ = context.close();
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
        connectedAt,
        lastSeenAt,
        ackedSeq == NEVER_ACKED ? null : ackedSeq,
        rttMillis == NOT_MEASURED ? null : rttMillis,
        start.client());
  }

  private void send(ServerFrame frame) {
    write(Unpooled.wrappedBuffer(TextFrame.of(frame.json())));
  }

  private void write(ByteBuf frame) {
    var _ = context().write(frame, context().voidPromise());
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext context = ctx;
    if (context == null) {
      throw new IllegalStateException("the session has no socket yet");
    }
    return context;
  }
}
