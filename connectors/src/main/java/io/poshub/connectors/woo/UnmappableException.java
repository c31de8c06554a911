package io.poshub.connectors.woo;

/** Ends the mapping of one order; caught where it began. */
final class UnmappableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnmappableException(String problem) {
    super(problem, null, false, false);
  }
}
