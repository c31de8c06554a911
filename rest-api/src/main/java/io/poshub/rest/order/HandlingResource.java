package io.poshub.rest.order;

import io.poshub.engine.delivery.Deliveries;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.idempotency.Answer;
import io.poshub.engine.order.HandleOrder;
import io.poshub.engine.order.HandlingOutcome;
import io.poshub.engine.order.Orders;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderClaim;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.TenantRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who prints an order, who has looked at it, whom it reached. Virtual threads. */
public final class HandlingResource {
  private static final String FENCE = "fence";
  private static final int CLAIMED_STATUS = 200;

  private final Orders orders;
  private final Deliveries deliveries;
  private final IdempotentCalls once;

  public HandlingResource(Orders orders, Deliveries deliveries, IdempotentCalls once) {
    this.orders = orders;
    this.deliveries = deliveries;
    this.once = once;
  }

  /** Whom it reached. */
  public HttpReply delivery(TenantRequest request) {
    String orderId = OrderPath.orderId(request);
    if (orders.find(request.tenant(), orderId).isEmpty()) {
      throw OrderPath.unknown();
    }
    return Answers.json(200, deliveries.of(request.tenant().slug(), orderId));
  }

  public HttpReply claim(TenantRequest request) {
    return once.answer(
        request,
        () -> command(request, HandlingReader::claim),
        HandlingResource::reply,
        answer -> requireLive(request, answer));
  }

  /**
   * Told again after its lease, a claim would look won to a terminal that has lost it, and the
   * order be printed twice.
   */
  private void requireLive(TenantRequest request, Answer answer) {
    if (answer.status() != CLAIMED_STATUS) {
      return;
    }
    Optional<OrderClaim> live =
        orders
            .find(request.tenant(), OrderPath.orderId(request))
            .flatMap(order -> Optional.ofNullable(order.handling().claim()));
    if (live.isEmpty() || live.get().fence() != fence(answer)) {
      throw stale();
    }
  }

  private static long fence(Answer answer) {
    try {
      return Fields.of(Json.parse(answer.body())).integer(FENCE, 1, Long.MAX_VALUE);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a kept answer is not JSON", e);
    }
  }

  public HttpReply release(TenantRequest request) {
    return run(request, HandlingReader::release);
  }

  public HttpReply printed(TenantRequest request) {
    return run(request, HandlingReader::printed);
  }

  public HttpReply reprint(TenantRequest request) {
    return run(request, HandlingReader::reprint);
  }

  public HttpReply seen(TenantRequest request) {
    return run(request, HandlingReader::seen);
  }

  private HttpReply run(TenantRequest request, Function<Fields, HandlingWish> reader) {
    return once.answer(request, () -> command(request, reader), HandlingResource::reply);
  }

  private static HandleOrder command(TenantRequest request, Function<Fields, HandlingWish> reader) {
    return new HandleOrder(OrderPath.orderId(request), reader.apply(request.fields()));
  }

  private static HttpReply reply(HandlingOutcome outcome) {
    return switch (outcome) {
      case HandlingOutcome.Handled(Order order, OrderClaim claim) -> handled(order, claim);
      case HandlingOutcome.Unknown _ -> throw OrderPath.unknown();
      case HandlingOutcome.AlreadyClaimed(String by, Instant until) ->
          throw new RefusedException(
              Refusal.of(ErrorCode.ALREADY_CLAIMED, claimed(by, until)).withClaim(by, until));
      case HandlingOutcome.NotClaimable _ ->
          throw new RefusedException(
              ErrorCode.NOT_CLAIMABLE, "Only online orders that are not over are claimed.");
      case HandlingOutcome.StaleFence _ -> throw stale();
    };
  }

  private static RefusedException stale() {
    return new RefusedException(
        ErrorCode.STALE_FENCE,
        "The terminal does not hold the order under that fence; claim it again.");
  }

  private static HttpReply handled(Order order, @Nullable OrderClaim claim) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("order", order);
    if (claim != null) {
      members.put(FENCE, claim.fence());
      members.put("expires_at", claim.expiresAt());
    }
    return Answers.json(200, members);
  }

  private static String claimed(String by, @Nullable Instant until) {
    return until == null
        ? by + " has printed the order; a reprint is another call."
        : by + " has the order until " + Times.text(until) + ".";
  }
}
