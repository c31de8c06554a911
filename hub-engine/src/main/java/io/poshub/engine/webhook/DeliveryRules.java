package io.poshub.engine.webhook;

import io.poshub.protocol.webhook.DisabledReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What attempts say of a webhook's target: pure functions. Any thread. */
final class DeliveryRules {
  private DeliveryRules() {}

  /** The target's health after attempts that were made side by side; one success heals. */
  static Health after(Health before, List<Attempt> attempts, Instant now) {
    boolean succeeded = attempts.stream().anyMatch(Attempt::isSuccess);
    boolean failed = !attempts.stream().allMatch(Attempt::isSuccess);
    Instant failingSince = failingSince(before, succeeded, failed, now);
    return new Health(
        succeeded ? now : before.lastSuccessAt(),
        failed ? now : before.lastFailureAt(),
        failingSince,
        disabledReason(attempts, failingSince, now));
  }

  private static @Nullable Instant failingSince(
      Health before, boolean succeeded, boolean failed, Instant now) {
    if (succeeded) {
      return null;
    }
    return failed && before.failingSince() == null ? now : before.failingSince();
  }

  private static @Nullable DisabledReason disabledReason(
      List<Attempt> attempts, @Nullable Instant failingSince, Instant now) {
    if (attempts.stream().anyMatch(Attempt::isGone)) {
      return DisabledReason.GONE;
    }
    boolean dead = failingSince != null && !failingSince.plus(RetryPlan.PATIENCE).isAfter(now);
    return dead ? DisabledReason.FAILING : null;
  }
}
