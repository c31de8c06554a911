package io.poshub.chaos.plan;

import java.util.List;

/** What one writer of a tenant does in a round, one after the other. */
public record WriterPlan(int tenant, int pauseMillis, List<PlannedWrite> writes) {
  public WriterPlan {
    writes = List.copyOf(writes);
  }
}
