package io.poshub.server.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Parsed;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upgrade: cheap checks first, then authentication, then the 101. Every refusal is a plain HTTP
 * answer. Starts and ends on the connection's loop; {@link Admission} runs on a virtual thread in
 * between.
 */
public final class SocketDoor {
  public static final String PATH_PREFIX = "/ws/pos/";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";
  private static final int CLIENT_MAX_CHARS = 200;
  private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
  private static final Logger LOG = LoggerFactory.getLogger(SocketDoor.class);

  private final SessionContext hub;
  private final Admission admission;
  private final Executor workers;
  private final UpgradeBudget budget;
  private final Set<String> allowedOrigins;
  private final BooleanSupplier serving;

  public SocketDoor(
      SessionContext hub,
      Admission admission,
      Executor workers,
      UpgradeBudget budget,
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
   * Answers a request for a socket; on the connection's loop.
   *
   * @param refuse takes a refusal to write; not called if the socket is opened
   */
  public void onRequest(
      ChannelHandlerContext ctx,
      HttpRequest request,
      String path,
      String remote,
      String requestId,
      LoopSessions loopSessions,
      Consumer<HttpReply> refuse) {
    Refuser refuser = new Refuser(path, requestId, remote, refuse);
    String tenant = path.substring(PATH_PREFIX.length());
    if (!TENANT.matcher(tenant).matches()) {
      refuser.refuse(ErrorCode.NOT_FOUND, "There is nothing at this address.");
      return;
    }
    if (isRefusedEarly(request, remote, refuser)) {
      return;
    }
    switch (UpgradeQuery.parse(request.uri())) {
      case Parsed.Bad<UpgradeQuery>(String message) ->
          refuser.refuse(ErrorCode.VALIDATION_FAILED, message);
      case Parsed.Ok<UpgradeQuery>(UpgradeQuery query) -> {
        String accept = accept(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""));
        UpgradeRequest upgrade = upgrade(tenant, query, request.headers(), remote);
        workers.execute(() -> {
          Admission.Result result = decide(upgrade);
          ctx.channel()
              .eventLoop()
              .execute(() -> onDecided(ctx, result, accept, loopSessions, refuser));
        });
      }
    }
  }

  private Admission.Result decide(UpgradeRequest upgrade) {
    try {
      return admission.decide(upgrade);
    } catch (RuntimeException e) {
      LOG.error("A socket for tenant {} could not be admitted", upgrade.tenant(), e);
      return new Admission.Result.Refused(ErrorCode.INTERNAL_ERROR, "The hub failed.");
    }
  }

  private void onDecided(
      ChannelHandlerContext ctx,
      Admission.Result result,
      String accept,
      LoopSessions loopSessions,
      Refuser refuser) {
    switch (result) {
      case Admission.Result.Refused(ErrorCode code, String detail) -> refuser.refuse(code, detail);
      case Admission.Result.Admitted(SessionStart start) -> {
        if (!ctx.channel().isActive()) {
          return;
        }
        if (!serving.getAsBoolean()) {
          refuser.refuse(ErrorCode.UNAVAILABLE, "The hub is restarting.");
          return;
        }
        upgrade(ctx, accept, new Session(hub, start), loopSessions);
      }
    }
  }

  /** From here on the socket speaks frames: every HTTP stage leaves, one handler stays. */
  private static void upgrade(
      ChannelHandlerContext ctx, String accept, Session session, LoopSessions loopSessions) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response.headers().set(HttpHeaderNames.UPGRADE, "websocket");
    response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
    response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept);
    ChannelPipeline pipeline = ctx.pipeline();
    var _ = ctx.channel().writeAndFlush(response, ctx.channel().voidPromise());
    pipeline.addLast("session", session);
    for (String name : pipeline.names()) {
      if (!name.equals("session") && pipeline.get(name) != null) {
        pipeline.remove(name);
      }
    }
    session.onUpgraded(loopSessions);
    ctx.channel().config().setAutoRead(true);
  }

  private boolean isRefusedEarly(HttpRequest request, String remote, Refuser refuser) {
    if (!budget.take(remote)) {
      refuser.refuseFor(
          UpgradeBudget.RETRY_AFTER_SECONDS,
          ErrorCode.RATE_LIMITED,
          "Too many sockets are opened from this address.");
      return true;
    }
    if (!serving.getAsBoolean()) {
      refuser.refuse(ErrorCode.UNAVAILABLE, "The hub is starting or restarting.");
      return true;
    }
    HttpHeaders headers = request.headers();
    if (!isUpgrade(request)) {
      refuser.refuseUpgrade("Open this address as a WebSocket, version 13.");
      return true;
    }
    if (!KEY.matcher(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "")).matches()) {
      refuser.refuse(ErrorCode.VALIDATION_FAILED, "Sec-WebSocket-Key is missing or malformed.");
      return true;
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !isAllowed(origin, headers.get(HttpHeaderNames.HOST))) {
      refuser.refuse(
          ErrorCode.ORIGIN_NOT_ALLOWED, "Add the origin to HUB_ALLOWED_ORIGINS to let it in.");
      return true;
    }
    return false;
  }

  private static boolean isUpgrade(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.method().equals(HttpMethod.GET)
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
  }

  /** The hub's own pages are served from the host they call. */
  private boolean isAllowed(String origin, @Nullable String host) {
    return allowedOrigins.contains(origin)
        || (host != null
            && (origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host)));
  }

  private static UpgradeRequest upgrade(
      String tenant, UpgradeQuery query, HttpHeaders headers, String remote) {
    String client = headers.get("X-Client");
    return new UpgradeRequest(
        tenant,
        query,
        presentedKey(headers),
        headers.get("X-Tenant-ID"),
        remote,
        shortened(client == null ? headers.get(HttpHeaderNames.USER_AGENT) : client));
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

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Builds refusals, counts them, and tells the log. */
  private final class Refuser {
    private final String path;
    private final String requestId;
    private final String remote;
    private final Consumer<HttpReply> refuse;

    Refuser(String path, String requestId, String remote, Consumer<HttpReply> refuse) {
      this.path = path;
      this.requestId = requestId;
      this.remote = remote;
      this.refuse = refuse;
    }

    void refuse(ErrorCode code, String detail) {
      if (code.retryable()) {
        refuseFor(UpgradeBudget.RETRY_AFTER_SECONDS, code, detail);
      } else {
        answer(code, ProblemReply.of(code, detail, path, requestId));
      }
    }

    void refuseFor(long retryAfterSeconds, ErrorCode code, String detail) {
      answer(
          code,
          ProblemReply.of(code, detail, path, requestId)
              .with("Retry-After", Long.toString(retryAfterSeconds)));
    }

    void refuseUpgrade(String detail) {
      answer(
          ErrorCode.UPGRADE_REQUIRED,
          ProblemReply.of(ErrorCode.UPGRADE_REQUIRED, detail, path, requestId)
              .with("Upgrade", "websocket")
              .with("Sec-WebSocket-Version", VERSION));
    }

    private void answer(ErrorCode code, HttpReply reply) {
      hub.metrics().refused(code);
      hub.log().onRefused(path.substring(PATH_PREFIX.length()), null, remote, code);
      refuse.accept(reply);
    }
  }
}
