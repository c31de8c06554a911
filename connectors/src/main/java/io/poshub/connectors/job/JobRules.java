package io.poshub.connectors.job;

import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When jobs are tried, and which comes first. Pure; any thread. */
final class JobRules {
  /** After these it is once an hour, until the day is over. */
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(900));

  static final Duration HOURLY = Duration.ofHours(1);
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  /** A job that runs for longer is stuck, and comes again. */
  static final Duration LEASE = Duration.ofSeconds(90);

  private JobRules() {}

  /**
   * When a job that failed is tried again; empty when it is given up.
   *
   * @param retryAfter what the shop asked for, if that is longer
   */
  static Optional<Instant> next(Job job, @Nullable Duration retryAfter, Instant now) {
    Instant first = job.firstAt() == null ? now : job.firstAt();
    if (!now.isBefore(first.plus(GIVEN_UP_AFTER))) {
      return Optional.empty();
    }
    Duration wait =
        job.attempts() <= WAITS.size() ? WAITS.get(Math.max(0, job.attempts() - 1)) : HOURLY;
    return Optional.of(
        now.plus(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait));
  }

  /** The job whose turn it is: an order's jobs are done one after the other. */
  static Optional<Job> head(List<Job> jobs) {
    return jobs.stream().filter(Job::isActive).min(Comparator.comparing(Job::id));
  }

  /** The newest job that tells a status and is not done. */
  static Optional<Job> lastToTell(List<Job> jobs) {
    return jobs.stream()
        .filter(job -> job.isActive() && job.kind() == Job.Kind.STATUS)
        .max(Comparator.comparing(Job::id));
  }

  /**
   * Why a job that was given up shall not be tried again: the shop would be told something old.
   *
   * @param now where its order stands; null if the hub does not keep it any more
   * @param ofOrder the order's jobs
   */
  static Optional<String> overtaken(Job job, @Nullable OrderStatus now, List<Job> ofOrder) {
    if (job.kind() == Job.Kind.FETCH) {
      return Optional.empty();
    }
    if (now == null) {
      return Optional.of("overtaken: the hub does not keep the order any more");
    }
    if (now != job.hubStatus()) {
      return Optional.of("overtaken: the order is " + now.wire() + " by now");
    }
    return lastToTell(ofOrder).map(other -> "overtaken: job " + other.id() + " tells it");
  }
}
