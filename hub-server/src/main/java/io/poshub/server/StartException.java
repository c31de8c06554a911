package io.poshub.server;

/** Why the hub does not start, in one line for whoever started it. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String line) {
    super(line);
  }

  StartException(String line, Throwable cause) {
    super(line, cause);
  }
}
