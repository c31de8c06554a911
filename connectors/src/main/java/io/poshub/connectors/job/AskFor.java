package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;

/** Has the shop asked for one of its orders. */
record AskFor(String externalId) implements Command<Boolean> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claimOrder(externalId);
  }

  @Override
  public Boolean decide(Batch batch) {
    JobPlan.askFor(externalId, batch.now(), batch);
    return true;
  }
}
