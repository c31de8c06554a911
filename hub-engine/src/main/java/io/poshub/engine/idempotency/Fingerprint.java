package io.poshub.engine.idempotency;

import io.poshub.engine.tenant.CardKey;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.util.HexFormat;

/**
 * What makes two requests the same: method, path as it was sent, and body. The order of an object's
 * members, white space and the way a character is escaped do not count; everything else does, and a
 * number counts as it is written: {@code 25.5} is not {@code 25.50}.
 *
 * <p>Keyed with the tenant's secret, because a body may hold a PIN and a path a card's code, and
 * both are short enough to be guessed from a plain hash.
 */
public record Fingerprint(String hex) {
  private static final int SIZE_BYTES = 32;

  /** Of no request at all. */
  static final Fingerprint NONE = of(new byte[SIZE_BYTES]);

  static Fingerprint of(CardKey secret, String method, String path, JsonValue body) {
    String said = "request\n" + method + "\n" + path + "\n" + Json.canonical(body);
    return of(secret.hash(said));
  }

  static Fingerprint of(byte[] bytes) {
    return new Fingerprint(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
