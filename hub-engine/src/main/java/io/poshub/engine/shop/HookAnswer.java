package io.poshub.engine.shop;

/** What a webhook is answered. */
public enum HookAnswer {
  /** Taken in for good, or nothing to take in. */
  ACCEPTED,
  /** Nobody has connected a shop here. */
  UNKNOWN,
  /** Not signed by the shop. */
  WRONG_SIGNATURE,
  /** Not signed by the shop, as were too many others from the same address. */
  TOO_MANY_FORGED,
  /** Signed, but nothing that can be read. */
  UNREADABLE,
  /** The hub cannot open the connection's secrets: somebody has to give it its key back. */
  LOCKED
}
