package io.poshub.rest;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Waits for a stream to move, without a thread per waiting call. */
public interface EventWaiter {

  /**
   * Completes when the stream is known to be beyond {@code seq}, or when the wait is over; never
   * exceptionally.
   */
  CompletionStage<Void> awaitAfter(String tenant, long seq, Duration wait);
}
