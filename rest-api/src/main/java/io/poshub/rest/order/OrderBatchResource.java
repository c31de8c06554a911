package io.poshub.rest.order;

import io.poshub.engine.order.OrderOutcome;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.RawJson;
import io.poshub.protocol.order.Order;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.TenantRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code /orders/batch}. Virtual threads. */
public final class OrderBatchResource {
  private final IdempotentCalls once;
  private final Ids ids;

  public OrderBatchResource(IdempotentCalls once, Ids ids) {
    this.once = once;
    this.ids = ids;
  }

  /** What became of one order of the batch. */
  private record Result(int status, @Nullable Order order, @Nullable RawJson problem) {}

  public HttpReply take(TenantRequest request) {
    AtomicReference<@Nullable OrderBatch> read = new AtomicReference<>();
    return once.answer(
        request,
        () -> {
          OrderBatch batch = OrderBatch.read(request, ids);
          read.set(batch);
          return batch.command();
        },
        outcomes -> answer(read.get(), outcomes, request));
  }

  private static HttpReply answer(
      @Nullable OrderBatch batch, List<OrderOutcome> outcomes, TenantRequest request) {
    if (batch == null) {
      throw new IllegalStateException("answered before it was read");
    }
    return Answers.of(
        200,
        "results",
        batch.results(
            outcomes, outcome -> result(outcome, request), refusal -> refused(refusal, request)));
  }

  private static Result result(OrderOutcome outcome, TenantRequest request) {
    return switch (outcome) {
      case OrderOutcome.Created(Order order) -> new Result(201, order, null);
      case OrderOutcome.Existing(Order order) -> new Result(200, order, null);
      case OrderOutcome.Paused _ ->
          refused(Refusal.of(ErrorCode.ORDERING_PAUSED, OrderResource.PAUSED), request);
      case OrderOutcome.Changed _,
          OrderOutcome.Unknown _,
          OrderOutcome.InvalidTransition _,
          OrderOutcome.VersionConflict _ ->
          throw new IllegalStateException("not an answer to a new order");
    };
  }

  private static Result refused(Refusal refusal, TenantRequest request) {
    var call = request.request().call();
    HttpReply problem = ProblemReply.of(refusal, call.path(), call.requestId());
    String text = new String(problem.body(), StandardCharsets.UTF_8);
    return new Result(problem.status(), null, () -> text);
  }
}
