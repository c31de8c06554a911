package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.JsonText;
import io.poshub.client.reconnect.Outcome;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a terminal anew from what the hub knows, when its place is of no use. Owner thread. */
final class Resync {
  static final int MAX_PAGES = 1_000;

  private final HubCalls calls;
  private final Deliveries deliveries;

  Resync(HubCalls calls, Deliveries deliveries) {
    this.calls = requireNonNull(calls, "calls is null");
    this.deliveries = requireNonNull(deliveries, "deliveries is null");
  }

  /** Reads every page of the pending orders and hands them over; null when all went well. */
  @Nullable Outcome run() {
    List<JsonValue> orders = new ArrayList<>();
    Position position = null;
    String cursor = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      switch (calls.pendingOrders(cursor)) {
        case CallResult.Refused(var refusal) -> {
          return new Outcome.Refused(refusal);
        }
        case CallResult.Unanswered unanswered -> {
          return HubCalls.outcome(unanswered);
        }
        case CallResult.Answered answer -> {
          orders.addAll(JsonText.items(answer.body(), "orders"));
          // Later pages are later reads: only events after the first one are sure to follow.
          position = position == null ? position(answer.body()) : position;
          cursor = nextCursor(answer.body());
        }
      }
      if (position == null) {
        return new Outcome.Broken("the snapshot names no position");
      }
      if (cursor == null) {
        return deliveries.takeSnapshot(new Snapshot(position, orders));
      }
    }
    return new Outcome.Broken("the snapshot has more than " + MAX_PAGES + " pages");
  }

  static @Nullable Position position(JsonValue body) {
    String epoch = JsonText.at(body, "epoch");
    Long seq = JsonText.count(body, "seq");
    return epoch == null || seq == null ? null : new Position(epoch, seq);
  }

  private static @Nullable String nextCursor(JsonValue body) {
    boolean more = "true".equals(JsonText.at(body, "has_more"));
    return more ? JsonText.at(body, "cursor") : null;
  }
}
