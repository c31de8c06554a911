package io.poshub.engine.idempotency;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a caller was told: the door's status and body, and where the new thing is if one was made.
 */
public record Answer(int status, @Nullable String location, byte[] body) {
  private static final int CONFLICT = 409;
  private static final int SUCCESS_CLASS = 2;
  private static final int CLASS_SIZE = 100;

  public Answer {
    requireNonNull(body, "body is null");
  }

  /**
   * Whether the same call is told this again: successes and refusals by the business are kept,
   * whatever may be otherwise next time is not.
   */
  public boolean isKept() {
    return status / CLASS_SIZE == SUCCESS_CLASS || status == CONFLICT;
  }

  /** A body may hold a card's code. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
