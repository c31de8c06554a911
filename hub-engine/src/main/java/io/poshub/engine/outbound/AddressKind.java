package io.poshub.engine.outbound;

/** Where an address leads. */
public enum AddressKind {
  /** Out into the internet. */
  PUBLIC,
  /** To this machine or a network of somebody's own. */
  PRIVATE,
  /** To no place a service has: metadata of clouds, groups of machines, addresses out of books. */
  NEVER
}
