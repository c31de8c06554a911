package io.poshub.connectors.woo;

import static java.util.Objects.requireNonNull;

/** A shop and how it lets the hub in. */
public record Store(StoreAddress address, StoreKeys keys) {
  public Store {
    requireNonNull(address, "address is null");
    requireNonNull(keys, "keys is null");
  }
}
