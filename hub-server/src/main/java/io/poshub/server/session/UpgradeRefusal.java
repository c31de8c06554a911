package io.poshub.server.session;

import io.poshub.protocol.ErrorCode;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import io.poshub.rest.Refusal;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Refuses one request for a socket: builds the answer, counts it and tells the log. */
final class UpgradeRefusal {
  private static final String RETRY_AFTER = "Retry-After";
  private static final int RETRY_AFTER_MAX_SECONDS = 3;

  private final SessionContext hub;
  private final SocketDoor.Request request;
  private final Consumer<HttpReply> answer;

  UpgradeRefusal(SessionContext hub, SocketDoor.Request request, Consumer<HttpReply> answer) {
    this.hub = hub;
    this.request = request;
    this.answer = answer;
  }

  void refuse(ErrorCode code, String detail) {
    Refusal refusal = Refusal.of(code, detail);
    refuse(
        code.retryable()
            ? refusal.withHeader(RETRY_AFTER, Long.toString(retryAfterSeconds(code)))
            : refusal);
  }

  /** Not the same for all: those who are turned away together shall not come back together. */
  private static long retryAfterSeconds(ErrorCode code) {
    return code == ErrorCode.RATE_LIMITED
        ? 1
        : ThreadLocalRandom.current().nextLong(1, RETRY_AFTER_MAX_SECONDS + 1);
  }

  /** Says what is expected instead, as RFC 6455 and RFC 9110 ask. */
  void refuseOtherVersion() {
    refuse(
        Refusal.of(ErrorCode.UPGRADE_REQUIRED, "Open this address as a WebSocket, version 13.")
            .withHeader("Upgrade", "websocket")
            .withHeader("Sec-WebSocket-Version", Handshake.VERSION));
  }

  void refuse(Refusal refusal) {
    hub.metrics().refused(refusal.code());
    hub.log().onRefused(request.tenant(), null, request.remote(), refusal.code());
    answer.accept(ProblemReply.of(refusal, request.path(), request.requestId()));
  }
}
