package io.poshub.connectors.vault;

/** A stored secret that does not open: the key is another one than it was sealed with. */
public final class VaultException extends RuntimeException {
  /** What people read. */
  public static final String ADVICE =
      "the shop's stored keys do not open with this HUB_SECRET_KEY: give the hub its former key"
          + " back, or connect the shop anew";

  private static final long serialVersionUID = 1L;

  VaultException(Throwable cause) {
    super(ADVICE, cause);
  }
}
