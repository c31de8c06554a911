package io.poshub.connectors.intake;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one batch remembers of the shop's orders, locked. One thread. */
final class KnownOrderSet implements RowSet {
  static final Kind<KnownOrderSet> KIND = new Kind<>(LockOrder.SHOP_ORDERS, KnownOrderSet::new);

  private final Set<String> claimed = new LinkedHashSet<>();
  private final Set<String> claimedByOrder = new LinkedHashSet<>();
  private final Map<String, KnownOrder> known = new HashMap<>();
  private final Map<String, String> bodies = new LinkedHashMap<>();
  private final Set<String> updated = new LinkedHashSet<>();

  void claim(String externalId) {
    claimed.add(externalId);
  }

  /** Names an order by the hub's id. */
  void claimOrder(String orderId) {
    claimedByOrder.add(orderId);
  }

  Optional<KnownOrder> find(String externalId) {
    return Optional.ofNullable(known.get(externalId));
  }

  Optional<KnownOrder> findByOrder(String orderId) {
    return known.values().stream().filter(order -> orderId.equals(order.orderId())).findFirst();
  }

  /** Remembers an order as the shop has just sent it. */
  void put(KnownOrder order, String body) {
    known.put(order.externalId(), order);
    bodies.put(order.externalId(), body);
  }

  /** Remembers what the hub itself decided about an order it knows. */
  void update(KnownOrder order) {
    known.put(order.externalId(), order);
    updated.add(order.externalId());
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    KnownOrderRows rows = new KnownOrderRows(connection);
    rows.lock(claimed).forEach(order -> known.put(order.externalId(), order));
    rows.lockByOrder(claimedByOrder).forEach(order -> known.put(order.externalId(), order));
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    Map<KnownOrder, String> written = new LinkedHashMap<>();
    bodies.forEach((id, body) -> find(id).ifPresent(order -> written.put(order, body)));
    KnownOrderRows.write(writes, written, batch.now());
    KnownOrderRows.update(
        writes,
        updated.stream()
            .filter(id -> !bodies.containsKey(id))
            .flatMap(id -> find(id).stream())
            .toList(),
        batch.now());
  }
}
