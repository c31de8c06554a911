package io.poshub.engine.order;

import io.poshub.engine.handling.HandlingRows;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the doors may do with orders. Virtual threads: everything blocks. */
public final class Orders {
  private final Lanes lanes;
  private final Transactions transactions;
  private final InstantSource clock;

  public Orders(Lanes lanes, Transactions transactions, InstantSource clock) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Makes scheduled orders pending when their time has come. */
  public Map<TimerKind, TimerHandler> timers() {
    return Map.of(
        ReleaseOrder.TIMER, (tenant, orderId) -> lanes.submit(tenant, new ReleaseOrder(orderId)));
  }

  public OrderOutcome take(Tenant tenant, NewOrder order) {
    return lanes.call(tenant, new TakeOrder(order));
  }

  public OrderOutcome change(Tenant tenant, String orderId, OrderChange change) {
    return lanes.call(tenant, new ChangeOrder(orderId, change));
  }

  public HandlingOutcome handle(Tenant tenant, String orderId, HandlingWish wish) {
    return lanes.call(tenant, new HandleOrder(orderId, wish));
  }

  public Optional<Order> find(Tenant tenant, String orderId) {
    return transactions
        .inTenant(tenant.slug(), connection -> rows(connection, tenant).find(orderId))
        .map(OrderState::order);
  }

  /** Orders, newest first. */
  public Page<Order> list(Tenant tenant, OrderFilter filter, @Nullable String before, int limit) {
    return list(tenant, filter, OrderSort.NEWEST, before, limit);
  }

  /**
   * Orders in an order of somebody's choice.
   *
   * @param after the {@code next} of the page before
   */
  public Page<Order> list(
      Tenant tenant, OrderFilter filter, OrderSort sort, @Nullable String after, int limit) {
    OrderTerms terms = new OrderTerms(filter);
    if (after != null) {
      terms.after(sort, after);
    }
    List<OrderState> orders =
        transactions.inTenant(
            tenant.slug(),
            connection ->
                rows(connection, tenant)
                    .select(
                        terms.where() + sort.orderBy() + " LIMIT ?", terms.valuesAnd(limit + 1)));
    return Page.cut(orders, limit, sort::key).map(OrderState::order);
  }

  /** How many orders of each status there are, and what they come to. */
  public OrderStats stats(Tenant tenant, OrderFilter filter) {
    OrderTerms terms = new OrderTerms(filter);
    return transactions.inTenant(
        tenant.slug(), connection -> OrderStats.read(connection, terms, tenant.currency()));
  }

  /**
   * The orders that wait, oldest first, with the stream's position of the same moment: one
   * statement is one snapshot, so a terminal that reads this and then follows the stream misses
   * nothing.
   *
   * @param after the {@code next} of the page before
   */
  public PendingOrders pending(Tenant tenant, @Nullable String after, int limit) {
    return transactions.inTenant(
        tenant.slug(), connection -> pending(connection, tenant, after, limit));
  }

  public Backlog backlog(Tenant tenant) {
    return transactions.inTenant(
        tenant.slug(),
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      """
                      SELECT COUNT(*) AS pending, MIN(o.updated_at) AS oldest,
                        COUNT(*) - COUNT(h.seen_at) AS unseen,
                        COUNT(*) - COUNT(h.delivered_at) AS undelivered
                      FROM orders o LEFT JOIN order_handling h ON h.order_id = o.id
                      WHERE o.status = 'pending'
                      """);
              ResultSet row = select.executeQuery()) {
            return row.next()
                ? new Backlog(
                    row.getInt("pending"),
                    Columns.timeOrNull(row, "oldest"),
                    row.getInt("unseen"),
                    row.getInt("undelivered"))
                : new Backlog(0, null, 0, 0);
          }
        });
  }

  /**
   * A source's orders that are not over, oldest first.
   *
   * @param after the {@code next} of the page before
   */
  public Page<OpenOrder> open(
      Tenant tenant, OrderSource source, @Nullable String after, int limit) {
    List<OpenOrder> open =
        transactions.inTenant(
            tenant.slug(),
            connection ->
                rows(connection, tenant).open(source, after == null ? "" : after, limit + 1));
    return Page.cut(open, limit, OpenOrder::id);
  }

  /** Deletes some of the online shops' orders that were over before a time. */
  public int dropOver(String tenant, Instant cutOff, int maxRows) {
    return transactions.transactionInTenant(
        tenant, connection -> OrderRows.deleteOver(connection, cutOff, maxRows));
  }

  private PendingOrders pending(
      Connection connection, Tenant tenant, @Nullable String after, int limit) throws SQLException {
    String sql =
        "SELECT s.epoch, s.seq, o.*, "
            + HandlingRows.COLUMNS
            + " FROM `"
            + transactions.schemas().main()
            + "`.stream_heads s LEFT JOIN orders o ON o.status = 'pending' AND o.id > ? "
            + HandlingRows.JOIN
            + "o.id"
            + " WHERE s.tenant = ? ORDER BY o.id LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, after == null ? "" : after);
      select.setString(2, tenant.slug());
      select.setInt(3, limit + 1);
      Instant now = clock.instant();
      try (ResultSet rows = select.executeQuery()) {
        List<Order> orders = new ArrayList<>();
        Position position = null;
        while (rows.next()) {
          position = new Position(rows.getString("epoch"), rows.getLong("seq"));
          if (rows.getString("id") != null) {
            orders.add(OrderRows.order(rows, tenant.currency(), now).order());
          }
        }
        if (position == null) {
          throw new SQLException("no stream for this tenant");
        }
        return new PendingOrders(Page.cut(orders, limit, Order::id), position);
      }
    }
  }

  private OrderRows rows(Connection connection, Tenant tenant) {
    return new OrderRows(connection, tenant.currency(), clock.instant());
  }
}
