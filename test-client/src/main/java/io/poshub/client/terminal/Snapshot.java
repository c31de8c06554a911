package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Position;
import io.poshub.protocol.json.JsonValue;
import java.util.List;

/**
 * What a terminal needs to start anew: every online order that waits to be accepted, oldest first,
 * as it stood at {@code position}. The stream goes on right after it.
 */
public record Snapshot(Position position, List<JsonValue> pendingOrders) {
  public Snapshot {
    requireNonNull(position, "position is null");
    pendingOrders = List.copyOf(pendingOrders);
  }

  @Override
  public String toString() {
    return "Snapshot[" + position + ", " + pendingOrders.size() + " orders]";
  }
}
