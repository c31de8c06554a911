package io.poshub.server.session;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upgrade: cheap checks first, then authentication, then the 101. Every refusal is a plain HTTP
 * answer. Starts and ends on the connection's loop; where {@link Admission} has to ask the
 * database, it runs on a virtual thread in between.
 */
public final class SocketDoor {
  public static final String PATH_PREFIX = "/ws/pos/";

  /** The pipeline stage that may still hold bytes a client sent behind its handshake. */
  public static final String DECODER_STAGE = "http-decoder";

  /**
   * Upgrades that may be decided at once: each may wait for the database. As many as a whole storm
   * that the connect budget lets through, because a till that is refused comes back later than one
   * that waits.
   */
  static final int DECIDING_MAX = 10_000;

  private static final int CLIENT_MAX_CHARS = 200;
  private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Logger LOG = LoggerFactory.getLogger(SocketDoor.class);

  private final SessionContext hub;
  private final Admission admission;
  private final Executor workers;
  private final ConnectBudget budget;
  private final Set<String> allowedOrigins;
  private final BooleanSupplier serving;
  private final AtomicInteger deciding = new AtomicInteger();

  public SocketDoor(
      SessionContext hub,
      Admission admission,
      Executor workers,
      ConnectBudget budget,
      Set<String> allowedOrigins,
      BooleanSupplier serving) {
    this.hub = hub;
    this.admission = admission;
    this.workers = workers;
    this.budget = budget;
    this.allowedOrigins = Set.copyOf(allowedOrigins);
    this.serving = serving;
  }

  /**
   * A request for a socket as it arrived.
   *
   * @param path begins with {@link #PATH_PREFIX}
   * @param query the undecoded text after {@code ?}
   */
  public record Request(
      HttpRequest http, String path, String query, String remote, String requestId) {
    public Request {
      requireNonNull(http, "http is null");
      requireNonNull(path, "path is null");
      requireNonNull(query, "query is null");
      requireNonNull(remote, "remote is null");
      requireNonNull(requestId, "requestId is null");
    }

    String tenant() {
      return path.substring(PATH_PREFIX.length());
    }

    @Nullable String header(CharSequence name) {
      return http.headers().get(name);
    }
  }

  /**
   * Answers a request for a socket; on the connection's loop.
   *
   * @param refuse takes a refusal to write; not called if the socket is opened
   */
  public void onRequest(
      ChannelHandlerContext ctx, Request request, LoopSweep sweep, Consumer<HttpReply> refuse) {
    UpgradeRefusal refusal = new UpgradeRefusal(hub, request, refuse);
    if (isRefusedEarly(request, refusal)) {
      return;
    }
    UpgradeRequest upgrade;
    try {
      upgrade = upgradeRequest(request, UpgradeQuery.parse(request.query()));
    } catch (InvalidFieldsException e) {
      refusal.refuse(Refusal.invalid(e.errors()));
      return;
    }
    Admission.Result atOnce = admission.decideAtOnce(upgrade);
    if (atOnce != null) {
      onDecided(ctx, request, atOnce, sweep, refusal);
      return;
    }
    if (deciding.incrementAndGet() > DECIDING_MAX) {
      deciding.decrementAndGet();
      refusal.refuse(ErrorCode.OVERLOADED, "Too many sockets are being opened.");
      return;
    }
    workers.execute(() -> decide(ctx, request, upgrade, sweep, refusal));
  }

  /** On a virtual thread. */
  private void decide(
      ChannelHandlerContext ctx,
      Request request,
      UpgradeRequest upgrade,
      LoopSweep sweep,
      UpgradeRefusal refusal) {
    Admission.Result result;
    try {
      result = admission.decide(upgrade);
    } catch (RuntimeException e) {
      LOG.error("Request {} for a socket failed", request.requestId(), e);
      result = new Admission.Result.Refused(ErrorCode.INTERNAL_ERROR, "The hub failed.");
    } finally {
      deciding.decrementAndGet();
    }
    Admission.Result decided = result;
    try {
      ctx.channel().eventLoop().execute(() -> onDecided(ctx, request, decided, sweep, refusal));
    } catch (RejectedExecutionException e) {
      LOG.debug("A socket was decided on after its loop had ended", e);
    }
  }

  private void onDecided(
      ChannelHandlerContext ctx,
      Request request,
      Admission.Result result,
      LoopSweep sweep,
      UpgradeRefusal refusal) {
    if (!isOpen(ctx.channel())) {
      var _ = ctx.close();
      return;
    }
    switch (result) {
      case Admission.Result.Refused(ErrorCode code, String detail) -> refusal.refuse(code, detail);
      case Admission.Result.Admitted(SessionStart start) -> {
        if (serving.getAsBoolean()) {
          open(ctx, request, new Session(hub, start), sweep);
        } else {
          refusal.refuse(ErrorCode.UNAVAILABLE, "The hub is restarting.");
        }
      }
    }
  }

  private static boolean isOpen(Channel channel) {
    return channel.isActive()
        && !(channel instanceof DuplexChannel duplex && duplex.isInputShutdown());
  }

  /**
   * After the 101 the socket speaks frames: every HTTP stage leaves, one handler stays. The decoder
   * goes last, when the session can take what it still holds.
   */
  private static void open(
      ChannelHandlerContext ctx, Request request, Session session, LoopSweep sweep) {
    Channel channel = ctx.channel();
    ChannelPipeline pipeline = ctx.pipeline();
    // Whoever sends nothing more can acknowledge nothing more.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    List<String> stages = pipeline.names();
    pipeline.addLast("session", session);
    for (String stage : stages) {
      if (!stage.equals(DECODER_STAGE) && pipeline.get(stage) != null) {
        pipeline.remove(stage);
      }
    }
    // Bytes already, so the stage that writes answers must not see it.
    ByteBuf answer = Handshake.answer(channel.alloc(), request.http(), request.requestId());
    var _ = channel.write(answer, channel.voidPromise());
    session.onUpgraded(sweep);
    if (pipeline.get(DECODER_STAGE) != null) {
      pipeline.remove(DECODER_STAGE);
    }
    channel.config().setAutoRead(true);
  }

  private boolean isOverBudget(Request request, UpgradeRefusal refusal) {
    return switch (budget.take(request.remote())) {
      case ALLOWED -> false;
      case ADDRESS_SPENT -> {
        refusal.refuse(ErrorCode.RATE_LIMITED, "Too many sockets are opened from this address.");
        yield true;
      }
      case NODE_SPENT -> {
        refusal.refuse(ErrorCode.OVERLOADED, "Too many sockets are being opened.");
        yield true;
      }
    };
  }

  private boolean isRefusedEarly(Request request, UpgradeRefusal refusal) {
    if (!TENANT.matcher(request.tenant()).matches()) {
      refusal.refuse(ErrorCode.NOT_FOUND, "There is nothing at this address.");
    } else if (isOverBudget(request, refusal)) {
      return true;
    } else if (!serving.getAsBoolean()) {
      refusal.refuse(ErrorCode.UNAVAILABLE, "The hub is starting or restarting.");
    } else if (!Handshake.isWanted(request.http())) {
      refusal.refuseOtherVersion();
    } else if (!Handshake.hasKey(request.http())) {
      refusal.refuse(
          ErrorCode.VALIDATION_FAILED, "Sec-WebSocket-Key must be 16 bytes in base64, given once.");
    } else if (!isAllowed(request.header(HttpHeaderNames.ORIGIN), request)) {
      refusal.refuse(
          ErrorCode.ORIGIN_NOT_ALLOWED, "Add the origin to HUB_ALLOWED_ORIGINS to let it in.");
    } else {
      return false;
    }
    return true;
  }

  /** Terminals send no origin; the hub's own pages are served from the host they call. */
  private boolean isAllowed(@Nullable String origin, Request request) {
    String host = request.header(HttpHeaderNames.HOST);
    return origin == null
        || allowedOrigins.contains(origin)
        || (host != null
            && (origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host)));
  }

  private UpgradeRequest upgradeRequest(Request request, UpgradeQuery query) {
    String client = request.header("X-Client");
    return new UpgradeRequest(
        request.tenant(),
        query,
        presentedKey(request.http().headers()),
        request.header("X-Tenant-ID"),
        request.remote(),
        shortened(client == null ? request.header(HttpHeaderNames.USER_AGENT) : client),
        hub.nanoClock().getAsLong());
  }

  private static @Nullable String presentedKey(HttpHeaders headers) {
    String key = headers.get("X-API-Key");
    if (key != null) {
      return key;
    }
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).strip()
        : null;
  }

  private static @Nullable String shortened(@Nullable String client) {
    return client == null || client.length() <= CLIENT_MAX_CHARS
        ? client
        : client.substring(0, CLIENT_MAX_CHARS);
  }
}
