package io.poshub.client.reconnect;

/**
 * Failures in a row: {@code failures} of any kind, for the backoff, and {@code socketFailures} that
 * speak against the socket itself, for the fallback.
 */
public record Tally(int failures, int socketFailures) {

  /** This many sockets in a row that could not be opened or held, and the terminal polls. */
  public static final int FALLBACK_AFTER_FAILURES = 3;

  private static final int MAX_COUNTED = 1_000;

  public static final Tally NONE = new Tally(0, 0);

  public boolean isFallenBack() {
    return socketFailures >= FALLBACK_AFTER_FAILURES;
  }

  Tally failed() {
    return new Tally(Math.min(failures + 1, MAX_COUNTED), socketFailures);
  }

  Tally socketFailed() {
    return new Tally(failures, Math.min(socketFailures + 1, MAX_COUNTED));
  }

  Tally answered() {
    return new Tally(0, socketFailures);
  }

  /** One more failure of the socket brings polling back. */
  Tally onTrial() {
    return new Tally(failures, FALLBACK_AFTER_FAILURES - 1);
  }
}
