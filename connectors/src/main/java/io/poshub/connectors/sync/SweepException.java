package io.poshub.connectors.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a sweep that cannot go on; its text is for people. */
final class SweepException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration retryAfter;

  SweepException(String problem, @Nullable Duration retryAfter) {
    super(problem);
    this.retryAfter = retryAfter;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
