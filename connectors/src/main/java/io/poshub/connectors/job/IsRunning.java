package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;

/** Whether a job is still to be done: the shop's own change may have overtaken it. */
record IsRunning(String id) implements Command<Boolean> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claim(id);
  }

  @Override
  public Boolean decide(Batch batch) {
    return batch
        .rows(JobSet.KIND)
        .find(id)
        .filter(job -> job.state() == JobState.RUNNING)
        .isPresent();
  }
}
