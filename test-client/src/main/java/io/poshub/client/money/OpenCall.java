package io.poshub.client.money;

import static java.util.Objects.requireNonNull;

/**
 * A call whose answer is not known yet.
 *
 * @param key names it; the hub does nothing twice under one key
 * @param path what follows {@code /api/<tenant>}
 * @param body the JSON as it is sent, the same each time
 */
public record OpenCall(String key, String path, String body) {
  public OpenCall {
    requireNonNull(key, "key is null");
    requireNonNull(path, "path is null");
    requireNonNull(body, "body is null");
  }

  /** Path and body may hold a card's code or its PIN. */
  @Override
  public String toString() {
    return "OpenCall[" + key + "]";
  }
}
