package io.poshub.client.print;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the hub says to a claim. */
sealed interface ClaimAnswer {

  /** Print it, and say so with this fence. */
  record Won(long fence) implements ClaimAnswer {}

  /**
   * Another till has it.
   *
   * @param until when its lease is over; null if it has printed the order
   */
  record Taken(String by, @Nullable Instant until) implements ClaimAnswer {}

  /** It is no order to be printed, or not any more. */
  record NotWanted() implements ClaimAnswer {}
}
