package io.poshub.connectors.intake;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.job.Job;
import java.time.Instant;

/** How an order came from the shop. */
sealed interface Origin {

  /** By a webhook: as it was when it was sent, which may be a while ago. */
  record Pushed() implements Origin {}

  /**
   * Asked for: as it was then, or later.
   *
   * @param asked when the hub asked
   */
  record Pulled(Instant asked) implements Origin {
    public Pulled {
      requireNonNull(asked, "asked is null");
    }
  }

  /**
   * The answer to what the hub itself changed.
   *
   * @param job the job whose answer it is; it ends with it
   * @param asked when the hub began to tell
   */
  record OwnWrite(Job job, Instant asked) implements Origin {
    public OwnWrite {
      requireNonNull(job, "job is null");
      requireNonNull(asked, "asked is null");
    }
  }

  /**
   * Whether it cannot be older than what was written down then, whatever its date says: the shop
   * was asked after that had come from it.
   */
  default boolean isAsOf(Instant written) {
    return switch (this) {
      case Pushed _ -> false;
      case Pulled(Instant asked) -> !asked.isBefore(written);
      case OwnWrite(Job _, Instant asked) -> !asked.isBefore(written);
    };
  }
}
