package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A key that has had its effect; {@code call} is null once the answer has been dropped. */
record SpentKey(IdempotencyKey key, Fingerprint fingerprint, @Nullable PastCall call) {
  SpentKey {
    requireNonNull(key, "key is null");
    requireNonNull(fingerprint, "fingerprint is null");
  }

  /** What a request with this key is told. */
  <R> Once<R> answer(KeyedRequest request) {
    if (!fingerprint.equals(request.fingerprint())) {
      return new Once.Reused<>();
    }
    return call == null ? new Once.Forgotten<>() : new Once.Replayed<>(call.answer());
  }
}
