package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A call with a key as it was made and answered. */
public record PastCall(
    IdempotencyKey key, String method, String path, Answer answer, Instant createdAt) {
  public PastCall {
    requireNonNull(key, "key is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(answer, "answer is null");
    requireNonNull(createdAt, "createdAt is null");
  }

  /** The path may hold a card's code. */
  @Override
  public String toString() {
    return "PastCall[" + method + ", " + key.value() + ", " + answer.status() + "]";
  }
}
