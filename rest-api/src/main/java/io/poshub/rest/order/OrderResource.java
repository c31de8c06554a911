package io.poshub.rest.order;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.order.ChangeOrder;
import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.order.OrderOutcome;
import io.poshub.engine.order.OrderSort;
import io.poshub.engine.order.OrderStats;
import io.poshub.engine.order.Orders;
import io.poshub.engine.order.PendingOrders;
import io.poshub.engine.order.RemovedOrder;
import io.poshub.engine.order.RemovedOrders;
import io.poshub.engine.order.TakeOrder;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopState;
import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.order.Tender;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.TenantRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /orders}. Virtual threads. */
public final class OrderResource {
  static final String PAUSED = "The shop has paused online ordering; ask again later.";
  private static final String MEMBER = "order";

  private final Orders orders;
  private final RemovedOrders removed;
  private final OrderTenders tenders;
  private final IdempotentCalls once;
  private final Ids ids;
  private final ShopConnector shop;

  public OrderResource(
      Orders orders,
      RemovedOrders removed,
      OrderTenders tenders,
      IdempotentCalls once,
      Ids ids,
      ShopConnector shop) {
    this.orders = orders;
    this.removed = removed;
    this.tenders = tenders;
    this.once = once;
    this.ids = ids;
    this.shop = shop;
  }

  public CompletionStage<HttpReply> take(TenantRequest request) {
    return once.submit(
        request,
        () ->
            new TakeOrder(
                new OrderReader(request.fields(), request.tenant(), ids)
                    .read(request.caller().role())),
        outcome -> taken(request.tenant(), outcome));
  }

  private static HttpReply taken(Tenant tenant, OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Created(Order order) ->
          Answers.of(201, MEMBER, order)
              .with("Location", "/api/" + tenant.slug() + "/orders/" + order.id());
      case OrderOutcome.Existing(Order order) -> Answers.of(200, MEMBER, order);
      case OrderOutcome.Paused _ -> throw new RefusedException(ErrorCode.ORDERING_PAUSED, PAUSED);
      case OrderOutcome.Changed _,
          OrderOutcome.Unknown _,
          OrderOutcome.InvalidTransition _,
          OrderOutcome.VersionConflict _ ->
          throw new IllegalStateException("not an answer to a new order");
    };
  }

  public HttpReply list(TenantRequest request) {
    OrderSort sort =
        requireNonNullElse(request.query().choice("sort", OrderSort.BY_WIRE), OrderSort.NEWEST);
    Paging paging = Paging.of(request.query(), cursorOf(sort));
    OrderFilter filter = FilterReader.read(request.query(), request.tenant().timeZone());
    Page<Order> page =
        orders.list(request.tenant(), filter, sort, paging.position(), paging.limit());
    return whileClaimed(paging.reply("orders", page), page.items());
  }

  private static CursorKind cursorOf(OrderSort sort) {
    if (sort.isById()) {
      return CursorKind.ORDERS;
    }
    return sort.isByTotal() ? CursorKind.PRICED_ORDERS : CursorKind.DATED_ORDERS;
  }

  /** What the orders of a time, a source or a status come to. */
  public HttpReply stats(TenantRequest request) {
    OrderFilter filter = FilterReader.read(request.query(), request.tenant().timeZone());
    OrderStats stats = orders.stats(request.tenant(), filter);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("orders", stats.orders());
    members.put("by_status", stats.byStatus());
    members.put("revenue", stats.revenue());
    members.put("currency", request.tenant().currency());
    shop.state(request.tenant())
        .map(ShopState::lastSyncAt)
        .ifPresent(lastSync -> members.put("last_sync_at", lastSync));
    return Answers.json(200, members);
  }

  public HttpReply pending(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.PENDING_ORDERS);
    PendingOrders pending = orders.pending(request.tenant(), paging.position(), paging.limit());
    Map<String, Object> members = paging.members("orders", pending.page());
    members.put("epoch", pending.position().epoch());
    members.put("seq", pending.position().seq());
    List<RemovedOrder> gone = removedSince(request, pending.position());
    if (gone != null) {
      members.put("removed", gone);
    }
    return whileClaimed(Answers.json(200, members), pending.page().items());
  }

  /** A claim lapses by itself. */
  private static HttpReply whileClaimed(HttpReply reply, List<Order> shown) {
    return shown.stream().anyMatch(order -> order.handling().claim() != null)
        ? reply.passing()
        : reply;
  }

  /** Null if nobody asked. */
  private @Nullable List<RemovedOrder> removedSince(TenantRequest request, Position until) {
    Long after = request.query().integer("after", 0, Long.MAX_VALUE);
    String epoch = request.query().text("epoch");
    if (after == null) {
      if (epoch != null) {
        throw new InvalidFieldsException("after", "is required with an epoch");
      }
      return null;
    }
    return removed
        .between(request.tenant().slug(), epoch, after, until)
        .orElseThrow(() ->
            new RefusedException(
                Refusal.of(
                        ErrorCode.EVENTS_EXPIRED,
                        "What left since then is not known any more; ask without after, and again"
                            + " from the epoch and seq of that answer.")
                    .withPosition(until)));
  }

  public HttpReply find(TenantRequest request) {
    Order order =
        orders.find(request.tenant(), OrderPath.orderId(request)).orElseThrow(OrderPath::unknown);
    return whileClaimed(Answers.of(200, MEMBER, order), List.of(order));
  }

  public HttpReply change(TenantRequest request) {
    String ifMatch = request.request().call().header("if-match");
    AtomicReference<List<Tender>> offered = new AtomicReference<>(List.of());
    return once.answer(
        request,
        () -> {
          OrderChange change = ChangeReader.read(request.fields(), ifMatch);
          offered.set(toGiveBack(request, change));
          return new ChangeOrder(OrderPath.orderId(request), change);
        },
        outcome -> changed(outcome, offered.get()));
  }

  /** What was paid for an order, or earned by it. */
  public HttpReply tenders(TenantRequest request) {
    Order order =
        orders.find(request.tenant(), OrderPath.orderId(request)).orElseThrow(OrderPath::unknown);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("order_id", order.id());
    members.put("tenders", tenders.of(request.tenant(), order));
    return Answers.json(200, members);
  }

  /** Whoever cancels or rejects an order is told what there is to be undone. */
  private List<Tender> toGiveBack(TenantRequest request, OrderChange change) {
    boolean ends =
        change.status() == OrderStatus.CANCELLED || change.status() == OrderStatus.REJECTED;
    return ends
        ? orders
            .find(request.tenant(), OrderPath.orderId(request))
            .map(order -> tenders.reversible(request.tenant(), order))
            .orElse(List.of())
        : List.of();
  }

  private static HttpReply changed(OrderOutcome outcome, List<Tender> offered) {
    return switch (outcome) {
      case OrderOutcome.Changed(Order order) -> {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(MEMBER, order);
        if (!offered.isEmpty()) {
          members.put("reversals", offered);
        }
        yield Answers.json(200, members);
      }
      case OrderOutcome.Unknown _ -> throw OrderPath.unknown();
      case OrderOutcome.InvalidTransition(OrderStatus from, OrderStatus to) ->
          throw new RefusedException(ErrorCode.INVALID_TRANSITION, transition(from, to));
      case OrderOutcome.VersionConflict(int current) ->
          throw new RefusedException(
              Refusal.of(
                      ErrorCode.VERSION_CONFLICT,
                      "The order is at version " + current + "; read it again.")
                  .withCurrentVersion(current));
      case OrderOutcome.Created _, OrderOutcome.Existing _, OrderOutcome.Paused _ ->
          throw new IllegalStateException("not an answer to a change");
    };
  }

  private static String transition(OrderStatus from, OrderStatus to) {
    String next =
        from.next().stream().map(OrderStatus::wire).sorted().collect(Collectors.joining(", "));
    return "The order is "
        + from.wire()
        + " and cannot become "
        + to.wire()
        + (next.isEmpty() ? "; it is closed." : "; it can become " + next + ".");
  }
}
