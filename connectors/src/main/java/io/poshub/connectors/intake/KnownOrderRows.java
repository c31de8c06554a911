package io.poshub.connectors.intake;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.sql.QueryRows;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.UnmappableOrder;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code shop_orders}. One connection, one thread. */
final class KnownOrderRows {
  private static final String COLUMNS =
      """
      external_id, order_id, state, shop_status, modified_at, told_status, problem, last_writer, \
      conflict_at, created_at\
      """;

  private static final Insert UPSERT =
      Insert.into("shop_orders (" + COLUMNS + ", connector, body, updated_at)", 13)
          .orUpdate(
              """
              order_id = VALUES(order_id), state = VALUES(state), \
              shop_status = VALUES(shop_status), modified_at = VALUES(modified_at), \
              told_status = VALUES(told_status), problem = VALUES(problem), \
              last_writer = VALUES(last_writer), conflict_at = VALUES(conflict_at), \
              body = VALUES(body), updated_at = VALUES(updated_at)\
              """);

  private static final String UPDATE =
      """
      UPDATE shop_orders SET shop_status = ?, state = ?, told_status = ?, updated_at = ?
      WHERE connector = ? AND external_id = ?
      """;

  private static final String SELECT = "SELECT " + COLUMNS + ", updated_at FROM shop_orders ";

  private final QueryRows query;

  KnownOrderRows(Connection connection) {
    this.query = new QueryRows(connection);
  }

  List<KnownOrder> lock(Collection<String> externalIds) throws SQLException {
    return query.selectIn(
        SELECT + "WHERE connector = ? AND external_id IN",
        List.of(ShopConnector.WOOCOMMERCE),
        externalIds,
        " ORDER BY external_id FOR UPDATE",
        KnownOrderRows::order);
  }

  List<KnownOrder> lockByOrder(Collection<String> orderIds) throws SQLException {
    return query.selectIn(
        SELECT + "WHERE order_id IN", List.of(), orderIds, " FOR UPDATE", KnownOrderRows::order);
  }

  int count(KnownOrder.State state) throws SQLException {
    return query.count(
        "SELECT COUNT(*) FROM shop_orders WHERE connector = ? AND state = ?",
        List.of(ShopConnector.WOOCOMMERCE, state.wire()));
  }

  List<UnmappableOrder> unmappable(@Nullable String after, int limit) throws SQLException {
    return query.select(
        """
        SELECT external_id, order_id, problem, shop_status, modified_at, updated_at FROM shop_orders
        WHERE connector = ? AND state = ? AND external_id > ? ORDER BY external_id LIMIT ?
        """,
        List.of(
            ShopConnector.WOOCOMMERCE,
            KnownOrder.State.UNMAPPABLE.wire(),
            after == null ? "" : after,
            limit),
        row ->
            new UnmappableOrder(
                row.getString("external_id"),
                row.getString("order_id"),
                String.valueOf(row.getString("problem")),
                row.getString("shop_status"),
                Columns.time(row, "modified_at"),
                Columns.time(row, "updated_at"),
                null));
  }

  /** Writes orders with the body the shop sent. */
  static void write(Writes writes, Map<KnownOrder, String> bodies, Instant now) {
    bodies.forEach((order, body) ->
        writes.insert(
            UPSERT,
            order.externalId(),
            order.orderId(),
            order.state().wire(),
            order.shopStatus(),
            Columns.utc(order.modified()),
            order.toldStatus() == null ? null : order.toldStatus().wire(),
            order.problem(),
            order.lastWriter(),
            Columns.utc(order.conflictAt()),
            Columns.utc(order.createdAt()),
            ShopConnector.WOOCOMMERCE,
            body,
            Columns.utc(now)));
  }

  /** Writes what the hub itself decided; the body stays. */
  static void update(Writes writes, Collection<KnownOrder> orders, Instant now) {
    for (KnownOrder order : orders) {
      writes.add(
          UPDATE,
          order.shopStatus(),
          order.state().wire(),
          order.toldStatus() == null ? null : order.toldStatus().wire(),
          Columns.utc(now),
          ShopConnector.WOOCOMMERCE,
          order.externalId());
    }
  }

  /** Forgets orders that were not heard of for long and that the hub does not have. */
  int deleteForgotten(Instant cutOff, int maxRows) throws SQLException {
    return query.update(
        """
        DELETE FROM shop_orders WHERE updated_at < ?
          AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = shop_orders.order_id)
        LIMIT ?
        """,
        List.of(String.valueOf(Columns.utc(cutOff)), maxRows));
  }

  private static KnownOrder order(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new KnownOrder(
        row.getString("external_id"),
        row.getString("order_id"),
        requireNonNull(KnownOrder.State.BY_WIRE.get(state), "a state the hub does not know"),
        row.getString("shop_status"),
        Columns.time(row, "modified_at"),
        status(row.getString("told_status")),
        row.getString("problem"),
        row.getString("last_writer"),
        Columns.timeOrNull(row, "conflict_at"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }

  private static @Nullable OrderStatus status(@Nullable String wire) {
    return wire == null ? null : OrderStatus.BY_WIRE.get(wire);
  }
}
