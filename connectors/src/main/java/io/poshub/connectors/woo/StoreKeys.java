package io.poshub.connectors.woo;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A shop's key pair. Never printed. */
public record StoreKeys(String key, String secret) {
  public StoreKeys {
    requireNonNull(key, "key is null");
    requireNonNull(secret, "secret is null");
  }

  String basic() {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "StoreKeys[hidden]";
  }
}
