package io.poshub.connectors.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a job that was tried. */
public sealed interface Ending {
  record Done() implements Ending {}

  /**
   * Not this time.
   *
   * @param retryAfter how long the shop wants to be left alone; null if it did not say
   */
  record Failed(String error, @Nullable Duration retryAfter) implements Ending {}

  /** Never. */
  record Hopeless(String error) implements Ending {}
}
