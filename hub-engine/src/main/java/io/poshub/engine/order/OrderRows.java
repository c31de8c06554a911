package io.poshub.engine.order;

import io.poshub.engine.handling.Handling;
import io.poshub.engine.handling.HandlingRows;
import io.poshub.engine.order.OrderSet.ExternalRef;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
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

  private static final Insert INSERT = Insert.into("orders (" + COLUMNS + ")", 16);

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
      UPDATE orders SET document = ?, total = ?, requested_at = ? WHERE id = ?
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

  static void insert(Writes writes, Collection<OrderState> orders) {
    for (OrderState state : orders) {
      Order order = state.order();
      writes.insert(
          INSERT,
          order.id(),
          order.version(),
          order.source().wire(),
          order.externalId(),
          order.displayNumber(),
          order.status().wire(),
          Columns.utc(state.requestedAt()),
          state.total().currency().getCurrencyCode(),
          state.total().minor(),
          order.fulfillment(),
          order.details(),
          order.note(),
          order.reason(),
          Columns.utc(order.placedAt()),
          Columns.utc(order.createdAt()),
          Columns.utc(order.updatedAt()));
    }
  }

  static void update(Writes writes, Collection<OrderState> orders) {
    for (OrderState state : orders) {
      Order order = state.order();
      writes.add(
          UPDATE,
          order.version(),
          order.status().wire(),
          order.fulfillment(),
          order.note(),
          order.reason(),
          Columns.utc(order.updatedAt()),
          order.id());
    }
  }

  /** As {@link #update}, with items and amounts. */
  static void restate(Writes writes, Collection<OrderState> orders) {
    update(writes, orders);
    for (OrderState state : orders) {
      Order order = state.order();
      writes.add(
          RESTATE,
          order.details(),
          state.total().minor(),
          Columns.utc(state.requestedAt()),
          order.id());
    }
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
}
