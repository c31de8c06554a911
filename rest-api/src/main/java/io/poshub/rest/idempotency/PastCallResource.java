package io.poshub.rest.idempotency;

import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.PastCall;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Parsed;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;
import java.util.Optional;

/** {@code /transactions/by-key/{key}}. Virtual threads. */
public final class PastCallResource {
  private final Idempotency idempotency;

  public PastCallResource(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  public HttpReply find(TenantRequest request) {
    PastCall call =
        key(request)
            .flatMap(key -> idempotency.find(request.tenant(), key))
            .orElseThrow(PastCallResource::unknown);
    return Answers.json(
        200,
        call.isOf(request.caller().keyId())
            ? ShownCall.toItsCaller(call)
            : ShownCall.toOthers(call));
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
