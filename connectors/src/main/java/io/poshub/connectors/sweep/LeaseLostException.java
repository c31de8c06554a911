package io.poshub.connectors.sweep;

/** Ends a sweep that somebody else has taken over, or whose shop is not connected any more. */
final class LeaseLostException extends Exception {
  private static final long serialVersionUID = 1L;

  LeaseLostException() {
    super("the sweep was taken over or ended");
  }
}
