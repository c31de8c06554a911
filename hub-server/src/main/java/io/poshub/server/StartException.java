package io.poshub.server;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Why the hub does not start, in a line or some, for whoever started it. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String line) {
    super(line);
  }

  StartException(String line, Throwable cause) {
    super(line, cause);
  }

  List<String> lines() {
    return requireNonNull(getMessage(), "message is null").lines().toList();
  }
}
