package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A key that can have no effect any more: it has had it, or was reversed before.
 *
 * @param fingerprint of the request that had the effect
 * @param call null once the answer has been dropped, and if there never was a call
 */
record SpentKey(IdempotencyKey key, Fingerprint fingerprint, @Nullable PastCall call) {
  SpentKey {
    requireNonNull(key, "key is null");
    requireNonNull(fingerprint, "fingerprint is null");
  }

  /** A key whose call was undone before it came. */
  static SpentKey reversed(IdempotencyKey key) {
    return new SpentKey(key, Fingerprint.NONE, null);
  }

  private boolean isReversed() {
    return fingerprint.equals(Fingerprint.NONE);
  }

  /** What a request with this key is told. */
  <R> Once<R> answer(KeyedRequest request) {
    if (isReversed()) {
      return new Once.Reversed<>();
    }
    if (!fingerprint.equals(request.fingerprint())) {
      return new Once.Reused<>();
    }
    return call == null ? new Once.Forgotten<>() : new Once.Replayed<>(call.answer());
  }
}
