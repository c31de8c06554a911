package io.poshub.engine.order;

import io.poshub.engine.handling.HandlingSet;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.settings.OrderingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The orders of one batch: those to be changed are locked, those taken in are looked up by their
 * shop's id. One thread.
 */
final class OrderSet implements RowSet {
  static final Kind<OrderSet> KIND = new Kind<>(LockOrder.ORDERS, OrderSet::new);

  private final Set<String> claimedIds = new LinkedHashSet<>();
  private final Set<ExternalRef> claimedRefs = new LinkedHashSet<>();
  private final Map<String, OrderState> byId = new HashMap<>();
  private final Map<ExternalRef, OrderState> byRef = new HashMap<>();
  private final Map<String, OrderState> added = new LinkedHashMap<>();
  private final Map<String, OrderState> changed = new LinkedHashMap<>();
  private final Map<String, OrderState> restated = new LinkedHashMap<>();
  private boolean locksRefs;

  /** A shop's own name for an order. */
  record ExternalRef(OrderSource source, String externalId) {}

  void claim(String id) {
    claimedIds.add(id);
  }

  /** Names an order that may have been taken before; the settings are to be named too. */
  void claim(ExternalRef ref) {
    claimedRefs.add(ref);
  }

  /** Names an order that may change, by its shop's id. */
  void claimForChange(ExternalRef ref) {
    claimedRefs.add(ref);
    locksRefs = true;
  }

  Optional<OrderState> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<OrderState> find(ExternalRef ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  void add(OrderState state, Batch batch) {
    remember(state);
    added.put(state.order().id(), state);
    batch.rows(HandlingSet.KIND).begin(state.order().id());
  }

  void change(OrderState after) {
    String id = after.order().id();
    remember(after);
    if (added.replace(id, after) == null && restated.replace(id, after) == null) {
      changed.put(id, after);
    }
  }

  /** As {@link #change}, with new items and amounts. */
  void restate(OrderState after) {
    String id = after.order().id();
    remember(after);
    if (added.replace(id, after) == null) {
      changed.remove(id);
      restated.put(id, after);
    }
  }

  /** The order was handled: its own row stays as it is. */
  void handle(OrderState after, Batch batch) {
    remember(after);
    batch.rows(HandlingSet.KIND).write(after.order().id(), after.handling());
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    OrderRows rows = new OrderRows(connection, batch.tenant().currency(), batch.now());
    rows.lock(claimedIds).forEach(this::remember);
    if (!claimedRefs.isEmpty() && (locksRefs || mayBeTaken(batch))) {
      rows.find(claimedRefs, locksRefs).forEach(this::remember);
    }
  }

  /**
   * Hardly any order comes twice, so the first try does not ask for it: the unique key refuses the
   * second one, and the next try finds it. Only while no order is taken in anyway it must be known
   * at once which was before. Whoever brings an order names the settings too.
   */
  private static boolean mayBeTaken(Batch batch) {
    return batch.isRetry() || batch.rows(SettingsSet.KIND).current().mode() == OrderingMode.PAUSED;
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    OrderRows.insert(writes, added.values());
    OrderRows.update(writes, changed.values());
    OrderRows.restate(writes, restated.values());
  }

  private void remember(OrderState state) {
    byId.put(state.order().id(), state);
    String externalId = state.order().externalId();
    if (externalId != null) {
      byRef.put(new ExternalRef(state.order().source(), externalId), state);
    }
  }
}
