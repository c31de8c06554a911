package io.poshub.engine.tenant;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.tenant.KeyInfo;

/** A key that was just made; the only time its secret is at hand. */
public record IssuedKey(KeyInfo info, ApiKey secret) {
  public IssuedKey {
    requireNonNull(info, "info is null");
    requireNonNull(secret, "secret is null");
  }
}
