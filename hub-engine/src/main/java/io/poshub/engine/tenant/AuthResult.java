package io.poshub.engine.tenant;

/** What a presented key is worth. */
public sealed interface AuthResult {

  /** A live key of an active tenant. */
  record Known(Caller caller, Tenant tenant) implements AuthResult {}

  /** No key was presented. */
  record NoKey() implements AuthResult {}

  /** Never issued, mistyped, revoked or expired: callers are not told which. */
  record Refused() implements AuthResult {}

  /** A live key, but its tenant was switched off. */
  record Deactivated(Caller caller) implements AuthResult {}
}
