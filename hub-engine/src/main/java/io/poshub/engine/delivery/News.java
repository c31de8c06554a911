package io.poshub.engine.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of the progress in one tenant's stream is to be written.
 *
 * @param raised acknowledged positions by terminal
 * @param overOrders the steps that went over an order
 * @param terminalByDelivered the orders that were delivered by it
 */
record News(
    String schema,
    String epoch,
    Instant at,
    SortedMap<String, Long> raised,
    List<Step> overOrders,
    SortedMap<String, String> terminalByDelivered) {
  News {
    requireNonNull(schema, "schema is null");
    requireNonNull(epoch, "epoch is null");
    requireNonNull(at, "at is null");
    raised = Collections.unmodifiableSortedMap(new TreeMap<>(raised));
    overOrders = List.copyOf(overOrders);
    terminalByDelivered = Collections.unmodifiableSortedMap(new TreeMap<>(terminalByDelivered));
  }
}
