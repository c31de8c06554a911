package io.poshub.chaos.check;

import io.poshub.chaos.history.SeenEpoch;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TenantHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stream by itself: one epoch, every seq once and in order, every id once. */
final class StreamRules {

  private StreamRules() {}

  static void check(TenantHistory history, Findings findings) {
    checkEpochs(history, findings);
    long expected = 1;
    Map<String, SeenEvent> byId = new HashMap<>();
    for (StreamRow row : history.stream()) {
      SeenEvent event = row.event();
      if (event.seq() != expected) {
        findings.add(
            ViolationKind.STREAM_GAP,
            history.tenant(),
            "expected seq " + expected + ", read " + event);
      }
      expected = event.seq() + 1;
      SeenEvent first = byId.putIfAbsent(event.id(), event);
      if (first != null) {
        findings.add(ViolationKind.DUPLICATE_ID, history.tenant(), first + " and " + event);
      }
    }
  }

  private static void checkEpochs(TenantHistory history, Findings findings) {
    List<SeenEpoch> epochs = history.epochs();
    for (SeenEpoch seen : epochs) {
      SeenEpoch first = epochs.getFirst();
      if (!seen.epoch().equals(first.epoch())) {
        findings.add(
            ViolationKind.EPOCH_CHANGED,
            history.tenant(),
            first.where()
                + " was told "
                + first.epoch()
                + ", "
                + seen.where()
                + " "
                + seen.epoch());
      }
    }
  }
}
