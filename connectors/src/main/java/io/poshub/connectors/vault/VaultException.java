package io.poshub.connectors.vault;

/** A stored secret that does not open: the key is another one than it was sealed with. */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VaultException(Throwable cause) {
    super("a stored secret cannot be opened with this key", cause);
  }
}
