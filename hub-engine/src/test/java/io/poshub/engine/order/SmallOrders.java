package io.poshub.engine.order;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.order.Fulfillment;
import io.poshub.protocol.order.FulfillmentType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderDetails;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of one dish, for tests about what happens to them. */
public final class SmallOrders {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final Orders orders;
  private final Tenant tenant;

  public SmallOrders(EngineFixture engine, Tenant tenant) {
    this(engine.orders, tenant);
  }

  SmallOrders(Orders orders, Tenant tenant) {
    this.orders = orders;
    this.tenant = tenant;
  }

  public Order online() {
    return take(OrderSource.WEB, null, null);
  }

  /** An order of that name in its shop, for the first time or again. */
  OrderOutcome named(String externalId) {
    return offer(OrderSource.WEB, externalId, null, null);
  }

  public Order walkIn() {
    return take(OrderSource.POS, null, null);
  }

  public Order requestedAt(Instant requestedAt) {
    return take(OrderSource.WEB, null, requestedAt);
  }

  public Order with(OrderStatus status) {
    return take(OrderSource.WEB, status, null);
  }

  public Order move(Order order, OrderStatus to, @Nullable String terminal) {
    OrderOutcome outcome =
        orders.change(tenant, order.id(), new OrderChange(to, null, terminal, null, null, null));
    return ((OrderOutcome.Changed) outcome).order();
  }

  public Order read(Order order) {
    return orders.find(tenant, order.id()).orElseThrow();
  }

  private Order take(
      OrderSource source, @Nullable OrderStatus status, @Nullable Instant requestedAt) {
    return ((OrderOutcome.Created) offer(source, null, status, requestedAt)).order();
  }

  private OrderOutcome offer(
      OrderSource source,
      @Nullable String externalId,
      @Nullable OrderStatus status,
      @Nullable Instant requestedAt) {
    return orders.take(tenant, dish(source, externalId, status, requestedAt));
  }

  static NewOrder dish(
      OrderSource source,
      @Nullable String externalId,
      @Nullable OrderStatus status,
      @Nullable Instant requestedAt) {
    Money zero = Money.zero(GBP);
    Money price = new Money(1250, GBP);
    return new NewOrder(
        source,
        externalId,
        null,
        status,
        new Fulfillment(FulfillmentType.PICKUP, requestedAt, null, null, null, null),
        new OrderDetails(
            new OrderDetails.Customer("Zoë", null, null),
            List.of(
                new OrderDetails.Item(
                    "i-1", null, "Käsespätzle 🍲", "1", price, List.of(), null, price)),
            GBP,
            price,
            zero,
            zero,
            true,
            zero,
            zero,
            price,
            List.of()),
        null,
        null);
  }
}
