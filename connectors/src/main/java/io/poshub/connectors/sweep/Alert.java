package io.poshub.connectors.sweep;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;
import io.poshub.protocol.shop.SyncAlert;

/** Tells people of something that is about no order. */
record Alert(SyncAlert alert) implements Command<Boolean> {

  @Override
  public void claim(Batch batch) {}

  @Override
  public Boolean decide(Batch batch) {
    batch.emit(EventType.SYNC_ALERT, alert);
    return true;
  }
}
