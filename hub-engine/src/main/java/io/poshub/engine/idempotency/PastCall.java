package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call with a key as it was made and answered.
 *
 * @param callerKeyId the id of the API key that made it; null if that was not noted
 */
public record PastCall(
    IdempotencyKey key,
    @Nullable String callerKeyId,
    String method,
    String path,
    Answer answer,
    Instant createdAt) {
  public PastCall {
    requireNonNull(key, "key is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(answer, "answer is null");
    requireNonNull(createdAt, "createdAt is null");
  }

  /** Whether it was made with that API key. */
  public boolean isOf(String keyId) {
    return keyId.equals(callerKeyId);
  }

  /** The path may hold a card's code. */
  @Override
  public String toString() {
    return "PastCall[" + method + ", " + key.value() + ", " + answer.status() + "]";
  }
}
