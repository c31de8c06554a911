package io.poshub.server.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.poshub.engine.lane.LaneListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts what the lanes do. Lane and caller threads. */
public final class LaneMetrics implements LaneListener {
  private final DistributionSummary batchSize;
  private final Timer wait;
  private final Timer commit;
  private final Counter full;
  private final Counter retries;

  public LaneMetrics(MeterRegistry registry) {
    this.batchSize =
        DistributionSummary.builder("hub_lane_batch_size")
            .description("Commands that shared one transaction")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
            .register(registry);
    this.wait =
        Timer.builder("hub_lane_wait_seconds")
            .description("How long a command waited for its batch")
            .serviceLevelObjectives(buckets())
            .register(registry);
    this.commit =
        Timer.builder("hub_lane_transaction_seconds")
            .description("How long a batch took from begin to commit")
            .serviceLevelObjectives(buckets())
            .register(registry);
    this.full =
        Counter.builder("hub_lane_full_total")
            .description("Commands refused because a lane's queue was full")
            .register(registry);
    this.retries =
        Counter.builder("hub_lane_retries_total")
            .description("Batches rolled back and tried again")
            .register(registry);
  }

  @Override
  public void onBatch(int commands, int events, long durationNanos) {
    batchSize.record(commands);
    commit.record(durationNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onWait(long waitNanos) {
    wait.record(waitNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onFull(String tenant) {
    full.increment();
  }

  @Override
  public void onRetry() {
    retries.increment();
  }

  private static Duration[] buckets() {
    return new Duration[] {
      Duration.ofNanos(100_000),
      Duration.ofNanos(250_000),
      Duration.ofNanos(500_000),
      Duration.ofMillis(1),
      Duration.ofNanos(2_500_000),
      Duration.ofMillis(5),
      Duration.ofMillis(10),
      Duration.ofMillis(25),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofSeconds(1),
      Duration.ofSeconds(5)
    };
  }
}
