package io.poshub.rest;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.ErrorCode;

/** Ends a call with a refusal. Caught in one place, at the door. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.code().wire(), null, false, false);
    this.refusal = requireNonNull(refusal, "refusal is null");
  }

  public RefusedException(ErrorCode code, String detail) {
    this(Refusal.of(code, detail));
  }

  public Refusal refusal() {
    return refusal;
  }
}
