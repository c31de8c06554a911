package io.poshub.rest;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.FieldError;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds problem answers; the gateway uses it for refusals that never reach a route. */
public final class ProblemReply {
  private ProblemReply() {}

  /** A refusal with nothing to add to its code. */
  public static HttpReply of(ErrorCode code, String detail, String instance, String requestId) {
    return of(Refusal.of(code, detail), instance, requestId);
  }

  public static HttpReply of(Refusal refusal, String instance, String requestId) {
    ErrorCode code = refusal.code();
    int status = ErrorStatus.of(code);
    Problem problem =
        new Problem(
            "urn:problem-type:poshub:" + code.wire(),
            code.title(),
            status,
            refusal.detail(),
            instance,
            code.wire(),
            requestId,
            code.retryable(),
            refusal.available(),
            refusal.balance(),
            refusal.currency(),
            refusal.currentVersion(),
            refusal.claimedBy(),
            refusal.expiresAt(),
            refusal.position() == null ? null : refusal.position().epoch(),
            refusal.position() == null ? null : refusal.position().seq(),
            emptyToNull(refusal.errors()));
    HttpReply reply =
        new HttpReply(status, Map.of("Content-Type", Problem.MEDIA_TYPE), Json.writeBytes(problem));
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  private static @Nullable List<FieldError> emptyToNull(List<FieldError> errors) {
    return errors.isEmpty() ? null : errors;
  }
}
