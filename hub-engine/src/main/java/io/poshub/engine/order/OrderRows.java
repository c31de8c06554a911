package io.poshub.engine.order;

import io.poshub.engine.handling.Handling;
import io.poshub.engine.handling.HandlingRows;
import io.poshub.engine.order.OrderSet.ExternalRef;
import io.poshub.engine.sql.Columns;
import io.poshub.protocol.Money;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The SQL of {@code orders}. One connection, one thread. */
final class OrderRows {
  static final String COLUMNS =
      """
      id, version, source, external_id, display_number, status, requested_at, currency, total, \
      fulfillment, document, note, reason, placed_at, created_at, updated_at\
      """;

  private static final String INSERT =
      "INSERT INTO orders (" + COLUMNS + ") VALUES (" + Columns.marks(16) + ")";

  private static final String SELECT =
      "SELECT "
          + COLUMNS
          + ", "
          + HandlingRows.COLUMNS
          + " FROM orders "
          + HandlingRows.JOIN
          + "orders.id ";

  private static final String UPDATE =
      """
      UPDATE orders SET version = ?, status = ?, fulfillment = ?, note = ?, reason = ?, updated_at = ?
      WHERE id = ?
      """;

  private static final String RESTATE =
      """
      UPDATE orders SET version = ?, status = ?, fulfillment = ?, note = ?, reason = ?, updated_at = ?,
        document = ?, total = ?, requested_at = ?
      WHERE id = ?
      """;

  private final Connection connection;
  private final Currency currency;
  private final Instant now;

  /**
   * @param now as of which claims are shown
   */
  OrderRows(Connection connection, Currency currency, Instant now) {
    this.connection = connection;
    this.now = now;
    this.currency = currency;
  }

  /** Locks orders and their handling by id, in the order of the index. */
  List<OrderState> lock(Collection<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    return select(
        "WHERE id IN (" + Columns.marks(ids.size()) + ") ORDER BY id FOR UPDATE", List.copyOf(ids));
  }

  Optional<OrderState> find(String id) throws SQLException {
    return select("WHERE id = ?", List.of(id)).stream().findFirst();
  }

  /**
   * Finds what was taken in before under these names; the unique key guards against a race with
   * another node.
   *
   * @param lock whether they may be changed
   */
  List<OrderState> find(Collection<ExternalRef> refs, boolean lock) throws SQLException {
    if (refs.isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    for (ExternalRef ref : refs) {
      terms.add("(source = ? AND external_id = ?)");
      values.add(ref.source().wire());
      values.add(ref.externalId());
    }
    return select(
        "WHERE " + String.join(" OR ", terms) + (lock ? " ORDER BY id FOR UPDATE" : ""), values);
  }

  /** The ids of a source's orders that are not over: the hub's and the shop's. */
  List<OpenOrder> open(OrderSource source, String after, int limit) throws SQLException {
    List<OpenOrder> open = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT id, external_id FROM orders
            WHERE source = ? AND id > ? AND external_id IS NOT NULL
              AND status IN ('scheduled', 'pending', 'accepted', 'preparing', 'ready')
            ORDER BY id LIMIT ?
            """)) {
      select.setString(1, source.wire());
      select.setString(2, after);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          open.add(new OpenOrder(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return open;
  }

  /** Deletes what online shops own and has been over since before a time, with all about it. */
  static int deleteOver(Connection connection, Instant cutOff, int maxRows) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT id FROM orders WHERE source IN ('woocommerce', 'shopify')
              AND status IN ('completed', 'rejected', 'cancelled') AND updated_at < ?
            ORDER BY id LIMIT ? FOR UPDATE
            """)) {
      select.setString(1, Columns.utc(cutOff));
      select.setInt(2, maxRows);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    if (ids.isEmpty()) {
      return 0;
    }
    HandlingRows.delete(connection, ids);
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM orders WHERE id IN (" + Columns.marks(ids.size()) + ")")) {
      for (int i = 0; i < ids.size(); i++) {
        delete.setString(i + 1, ids.get(i));
      }
      return delete.executeUpdate();
    }
  }

  void insert(List<OrderState> orders) throws SQLException {
    if (orders.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (OrderState state : orders) {
        bind(insert, state);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void update(List<OrderState> orders) throws SQLException {
    if (orders.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (OrderState state : orders) {
        bindChange(update, state.order());
        update.setString(7, state.order().id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** As {@link #update}, with items and amounts. */
  void restate(List<OrderState> orders) throws SQLException {
    if (orders.isEmpty()) {
      return;
    }
    try (PreparedStatement restate = connection.prepareStatement(RESTATE)) {
      for (OrderState state : orders) {
        bindChange(restate, state.order());
        restate.setString(7, state.order().details());
        restate.setLong(8, state.total().minor());
        restate.setString(9, Columns.utc(state.requestedAt()));
        restate.setString(10, state.order().id());
        restate.addBatch();
      }
      restate.executeBatch();
    }
  }

  private static void bindChange(PreparedStatement update, Order order) throws SQLException {
    update.setInt(1, order.version());
    update.setString(2, order.status().wire());
    update.setString(3, order.fulfillment());
    update.setString(4, order.note());
    update.setString(5, order.reason());
    update.setString(6, Columns.utc(order.updatedAt()));
  }

  /** Selects by a WHERE clause of ours and its values. */
  List<OrderState> select(String where, List<?> values) throws SQLException {
    List<OrderState> orders = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT + where)) {
      int index = 1;
      for (Object value : values) {
        select.setObject(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          orders.add(order(rows, currency, now));
        }
      }
    }
    return orders;
  }

  static OrderState order(ResultSet row, Currency currency, Instant now) throws SQLException {
    Handling handling = HandlingRows.handling(row);
    Order order =
        new Order(
            row.getString("id"),
            row.getInt("version"),
            OrderSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
            row.getString("external_id"),
            row.getString("display_number"),
            OrderStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getString("fulfillment"),
            row.getString("document"),
            row.getString("note"),
            row.getString("reason"),
            handling.shown(now),
            Columns.time(row, "placed_at"),
            Columns.time(row, "created_at"),
            Columns.time(row, "updated_at"));
    return new OrderState(
        order,
        new Money(row.getLong("total"), currency),
        Columns.timeOrNull(row, "requested_at"),
        handling);
  }

  private static void bind(PreparedStatement insert, OrderState state) throws SQLException {
    Order order = state.order();
    insert.setString(1, order.id());
    insert.setInt(2, order.version());
    insert.setString(3, order.source().wire());
    insert.setString(4, order.externalId());
    insert.setString(5, order.displayNumber());
    insert.setString(6, order.status().wire());
    insert.setString(7, Columns.utc(state.requestedAt()));
    insert.setString(8, state.total().currency().getCurrencyCode());
    insert.setLong(9, state.total().minor());
    insert.setString(10, order.fulfillment());
    insert.setString(11, order.details());
    insert.setString(12, order.note());
    insert.setString(13, order.reason());
    insert.setString(14, Columns.utc(order.placedAt()));
    insert.setString(15, Columns.utc(order.createdAt()));
    insert.setString(16, Columns.utc(order.updatedAt()));
  }
}
