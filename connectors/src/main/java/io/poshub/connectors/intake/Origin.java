package io.poshub.connectors.intake;

/** How an order came from the shop. */
enum Origin {
  /** By a webhook: as it was when it was sent, which may be a while ago. */
  PUSHED,
  /** Asked for: as it is now. */
  PULLED,
  /** The answer to what the hub itself changed. */
  OWN_WRITE
}
