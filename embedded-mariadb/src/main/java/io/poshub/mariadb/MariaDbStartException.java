package io.poshub.mariadb;

import java.io.IOException;

/**
 * The database could not be installed or started. The first line of the message says why; the last
 * lines of the server's own log may follow.
 */
public final class MariaDbStartException extends IOException {
  private static final long serialVersionUID = 1L;

  MariaDbStartException(String message) {
    super(message);
  }

  MariaDbStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
