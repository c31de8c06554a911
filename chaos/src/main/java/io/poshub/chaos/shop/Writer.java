package io.poshub.chaos.shop;

import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.chaos.plan.PlannedWrite;
import io.poshub.chaos.plan.PlannedWrite.AdvanceOrder;
import io.poshub.chaos.plan.PlannedWrite.Deduct;
import io.poshub.chaos.plan.PlannedWrite.Earn;
import io.poshub.chaos.plan.PlannedWrite.IssueCard;
import io.poshub.chaos.plan.PlannedWrite.Load;
import io.poshub.chaos.plan.PlannedWrite.PlaceOrder;
import io.poshub.chaos.plan.PlannedWrite.Redeem;
import io.poshub.chaos.plan.PlannedWrite.Reserve;
import io.poshub.chaos.plan.PlannedWrite.Undo;
import io.poshub.chaos.plan.WriterPlan;
import io.poshub.chaos.shop.HubCaller.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does what its plan says, one write after the other, on the thread that runs it. */
public final class Writer {
  private final WriterPlan plan;
  private final Asking asking;
  private final Cashier cashier;
  private final OrderBook orders = new OrderBook();

  public Writer(WriterPlan plan, Shop shop) {
    this.plan = plan;
    this.asking = new Asking(shop);
    this.cashier = new Cashier(shop, asking);
  }

  public void run() throws InterruptedException {
    for (PlannedWrite write : plan.writes()) {
      Thread.sleep(plan.pauseMillis());
      switch (write) {
        case PlaceOrder order -> place(order);
        case AdvanceOrder advance -> advance(advance);
        case IssueCard issue -> cashier.issue(issue);
        case Deduct deduct -> cashier.deduct(deduct);
        case Load load -> cashier.load(load);
        case Reserve reserve -> cashier.reserve(reserve);
        case Undo undo -> cashier.undo(undo);
        case Earn earn -> cashier.earn(earn);
        case Redeem redeem -> cashier.redeem(redeem);
      }
    }
  }

  private void place(PlaceOrder order) throws InterruptedException {
    Call call = asking.post("/orders", OrderBodies.of(order), order.mark());
    Outcome outcome = asking.outcome(call, Set.of(), order.repeat(), "order", "id");
    asking.note(Kind.PLACE_ORDER, order.mark(), outcome);
    if (outcome instanceof Outcome.Done(List<String> ids)) {
      orders.placed(ids.getFirst());
    }
  }

  /** Nobody else changes this order: a version that moved on was moved by an attempt of ours. */
  private void advance(AdvanceOrder advance) throws InterruptedException {
    OrderBook.Step step = orders.next();
    if (step == null) {
      return;
    }
    Map<String, Object> body = Map.of("status", step.status(), "version", step.version());
    Call call = new Call("PATCH", asking.api("/orders/" + step.orderId()), body, null);
    CallEnd end = asking.call(call);
    boolean happened =
        end instanceof CallEnd.Answered
            || (end instanceof CallEnd.Refused(var refusal, boolean again)
                && again
                && Set.of("version_conflict", "invalid_transition")
                    .contains(String.valueOf(refusal.code())));
    if (happened) {
      orders.advanced();
    }
    asking.note(
        Kind.ADVANCE_ORDER,
        advance.mark(),
        happened
            ? new Outcome.Done(List.of(step.orderId() + "@" + (step.version() + 1)))
            : Asking.failure(end, Set.of()));
  }
}
