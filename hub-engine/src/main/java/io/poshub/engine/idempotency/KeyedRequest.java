package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.JsonValue;

/**
 * A request that came with a key: what was asked, and how to know it again.
 *
 * @param callerKeyId the id of the API key that makes it
 */
public record KeyedRequest(
    IdempotencyKey key, String callerKeyId, String method, String path, Fingerprint fingerprint) {
  public KeyedRequest {
    requireNonNull(key, "key is null");
    requireNonNull(callerKeyId, "callerKeyId is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(fingerprint, "fingerprint is null");
  }

  public static KeyedRequest of(
      Tenant tenant,
      IdempotencyKey key,
      String callerKeyId,
      String method,
      String path,
      JsonValue body) {
    return new KeyedRequest(
        key, callerKeyId, method, path, Fingerprint.of(tenant.cardKey(), method, path, body));
  }

  /** The path may hold a card's code. */
  @Override
  public String toString() {
    return "KeyedRequest[" + method + ", " + key.value() + "]";
  }
}
