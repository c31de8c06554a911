package io.poshub.server.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.poshub.engine.lane.LaneListener;
import io.poshub.engine.read.Changes;
import io.poshub.server.metrics.LatencyBuckets;
import java.util.concurrent.TimeUnit;

/** Counts what the lanes do, and that they changed something. Lane and caller threads. */
public final class LaneMetrics implements LaneListener {
  private final DistributionSummary batchSize;
  private final Timer wait;
  private final Timer commit;
  private final Counter full;
  private final Counter retries;
  private final Changes changes;

  public LaneMetrics(MeterRegistry registry, Changes changes) {
    this.changes = changes;
    this.batchSize =
        DistributionSummary.builder("hub_lane_batch_size")
            .description("Commands that shared one transaction")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
            .register(registry);
    this.wait =
        Timer.builder("hub_lane_wait_seconds")
            .description("How long a command waited for its batch")
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(registry);
    this.commit =
        Timer.builder("hub_lane_transaction_seconds")
            .description("How long a batch took from begin to commit")
            .serviceLevelObjectives(LatencyBuckets.all())
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
  public void onChanged(String tenant) {
    changes.changed(tenant);
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
}
