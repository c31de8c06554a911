package io.poshub.connectors.job;

import io.poshub.connectors.link.ShopNumber;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives up what waits for other shops than the connected one, {@link JobSet#STATE_MAX} at most. A
 * job that runs finds out by itself. Answers how many.
 */
record LeaveShop(ShopNumber connected) implements Command<Integer> {
  static final String REASON = "its shop is not connected any more: another one is";

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claim(JobState.WAITING);
  }

  @Override
  public Integer decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    List<Job> left =
        jobs.in(JobState.WAITING).stream()
            .filter(job -> connected.shopsId(job.externalId()).isEmpty())
            .toList();
    Set<String> orders = new LinkedHashSet<>();
    for (Job job : left) {
      Job ended = job.ended(JobState.DEAD, batch.now(), REASON);
      jobs.put(ended);
      JobEndings.tellOf(ended, batch);
      orders.add(job.externalId());
    }
    orders.forEach(externalId -> jobs.wake(externalId, batch));
    return left.size();
  }
}
