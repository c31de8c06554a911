package io.poshub.rest;

/**
 * Told of changes that end sockets, so that this node need not wait for its own look at the
 * database.
 */
public interface KeyEvents {

  void onKeyRevoked(String keyId);

  /** The tenant was changed; it may have been switched off or on. */
  void onTenantChanged(String tenant);
}
