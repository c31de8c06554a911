package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;

/** Takes a webhook away, and what waits for it; says whether it was there. */
record DeleteWebhook(String id) implements Command<Boolean> {
  DeleteWebhook {
    requireNonNull(id, "id is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(WebhookSet.KIND).claimForChange();
  }

  @Override
  public Boolean decide(Batch batch) {
    return batch.rows(WebhookSet.KIND).delete(id);
  }
}
