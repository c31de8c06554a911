package io.poshub.connectors.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a job. */
public sealed interface Ending {
  record Done() implements Ending {}

  /**
   * Not this time.
   *
   * @param retryAfter how long the shop wants to be left alone; null if it did not say
   */
  record Failed(String error, @Nullable Duration retryAfter) implements Ending {}

  /** The hub could not even try, and that is nobody's attempt: it comes again for ever. */
  record Untried(String reason, Duration pause) implements Ending {}

  /** The shop does not take it, however often it is told. */
  record Refused(String error) implements Ending {}

  /** Never, as long as the connection is as it is. */
  record Hopeless(String error) implements Ending {}
}
