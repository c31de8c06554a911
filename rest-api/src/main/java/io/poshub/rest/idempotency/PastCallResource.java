package io.poshub.rest.idempotency;

import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.PastCall;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.json.RawJson;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** {@code /transactions/by-key/{key}}. Virtual threads. */
public final class PastCallResource {
  private final Idempotency idempotency;

  public PastCallResource(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  private record Shown(
      String idempotencyKey,
      String method,
      String path,
      int status,
      RawJson body,
      Instant createdAt) {
    static Shown of(PastCall call) {
      String body = new String(call.answer().body(), StandardCharsets.UTF_8);
      return new Shown(
          call.key().value(),
          call.method(),
          call.path(),
          call.answer().status(),
          () -> body,
          call.createdAt());
    }
  }

  public HttpReply find(TenantRequest request) {
    PastCall call =
        key(request)
            .flatMap(key -> idempotency.find(request.tenant(), key))
            .orElseThrow(PastCallResource::unknown);
    return Answers.json(200, Shown.of(call));
  }

  /** Whatever cannot be a key was never one. */
  private static Optional<IdempotencyKey> key(TenantRequest request) {
    return switch (IdempotencyKey.parse(request.path("key"))) {
      case Parsed.Ok<IdempotencyKey>(IdempotencyKey key) -> Optional.of(key);
      case Parsed.Bad<IdempotencyKey> _ -> Optional.empty();
    };
  }

  private static RefusedException unknown() {
    return new RefusedException(
        ErrorCode.IDEMPOTENCY_KEY_NOT_FOUND,
        "No call with that key was answered in the last "
            + Idempotency.ANSWERS_KEPT.toDays()
            + " days.");
  }
}
