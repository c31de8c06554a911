package io.poshub.connectors.woo;

import java.net.UnknownHostException;

/** Whether the hub may connect to a host. Blocks: it asks for the host's addresses. */
@FunctionalInterface
public interface StoreGuard {
  boolean allows(String host) throws UnknownHostException;
}
