package io.poshub.engine.shop;

/** What a webhook is answered. */
public enum HookAnswer {
  /** Taken in for good, or nothing to take in. */
  ACCEPTED,
  /** Nobody has connected a shop here. */
  UNKNOWN,
  /** Not signed by the shop. */
  WRONG_SIGNATURE,
  /** Signed, but nothing that can be read. */
  UNREADABLE
}
