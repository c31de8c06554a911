package io.poshub.engine.order;

import io.poshub.engine.sql.Page;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.Order;

/** A page of the orders that wait, and where the stream stood at that very moment. */
public record PendingOrders(Page<Order> page, Position position) {}
