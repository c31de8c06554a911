package io.poshub.chaos.shop;

import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.chaos.plan.PlannedWrite;
import io.poshub.chaos.plan.PlannedWrite.AdvanceOrder;
import io.poshub.chaos.plan.PlannedWrite.Deduct;
import io.poshub.chaos.plan.PlannedWrite.Earn;
import io.poshub.chaos.plan.PlannedWrite.IssueCard;
import io.poshub.chaos.plan.PlannedWrite.PlaceOrder;
import io.poshub.chaos.plan.PlannedWrite.Redeem;
import io.poshub.chaos.plan.WriterPlan;
import io.poshub.chaos.shop.HubCaller.Call;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does what its plan says, one write after the other, on the thread that runs it. */
public final class Writer {
  private static final int CURRENCY_DIGITS = 2;

  private final WriterPlan plan;
  private final Shop shop;
  private final OrderBook orders = new OrderBook();
  private @Nullable String ownCard;

  public Writer(WriterPlan plan, Shop shop) {
    this.plan = plan;
    this.shop = shop;
  }

  public void run() throws InterruptedException {
    for (PlannedWrite write : plan.writes()) {
      Thread.sleep(plan.pauseMillis());
      switch (write) {
        case PlaceOrder order -> place(order);
        case AdvanceOrder advance -> advance(advance);
        case IssueCard issue -> issue(issue);
        case Deduct deduct -> deduct(deduct);
        case Earn earn -> earn(earn);
        case Redeem redeem -> redeem(redeem);
      }
    }
  }

  private void place(PlaceOrder order) throws InterruptedException {
    Call call = post("/orders", OrderBodies.of(order), order.mark(), true);
    Outcome outcome = outcome(call, Set.of(), order.repeat(), "order", "id");
    note(Kind.PLACE_ORDER, order.mark(), outcome);
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
    Call call = new Call("PATCH", api("/orders/" + step.orderId()), body, null, true);
    CallEnd end = shop.caller().call(call);
    boolean happened =
        end instanceof CallEnd.Answered
            || (end instanceof CallEnd.Refused(var refusal, boolean again)
                && again
                && Set.of("version_conflict", "invalid_transition")
                    .contains(String.valueOf(refusal.code())));
    if (happened) {
      orders.advanced();
    }
    note(
        Kind.ADVANCE_ORDER,
        advance.mark(),
        happened
            ? new Outcome.Done(List.of(step.orderId() + "@" + (step.version() + 1)))
            : failure(end, Set.of()));
  }

  /** A code that is taken after an attempt without an answer is taken by that attempt. */
  private void issue(IssueCard issue) throws InterruptedException {
    Map<String, Object> body =
        Map.of(
            "amount", amount(issue.amountMinor()), "code", issue.code(), "order_id", issue.mark());
    CallEnd end = shop.caller().call(post("/gift-cards", body, issue.mark(), true));
    if (end instanceof CallEnd.Refused(var refusal, boolean again)
        && again
        && "gift_card_exists".equals(refusal.code())) {
      end = shop.caller().call(Call.get(api("/gift-cards/" + issue.code() + "/balance")));
    }
    Outcome outcome = failure(end, Set.of());
    if (end instanceof CallEnd.Answered(JsonValue answer)) {
      String id = JsonText.at(JsonText.find(answer, "gift_card"), "id");
      ownCard = id == null ? JsonText.at(answer, "id") : id;
      outcome = new Outcome.Done(List.of(String.valueOf(ownCard)));
    }
    note(Kind.ISSUE_CARD, issue.mark(), outcome);
  }

  private void deduct(Deduct deduct) throws InterruptedException {
    String own = ownCard;
    String card = own == null || deduct.shared() ? shop.sharedCard() : own;
    Map<String, Object> body =
        Map.of("amount", amount(deduct.amountMinor()), "order_id", deduct.mark());
    boolean repeatable = shop.moneyIsIdempotent();
    Call call = post("/gift-cards/" + card + "/deduct", body, deduct.mark(), repeatable);
    note(
        Kind.DEDUCT,
        deduct.mark(),
        outcome(
            call,
            Set.of("insufficient_balance"),
            deduct.repeat() && repeatable,
            "transaction",
            "id"));
  }

  private void earn(Earn earn) throws InterruptedException {
    Map<String, Object> body = Map.of("points", earn.points(), "order_id", earn.mark());
    Call call = post(loyalty(earn.customer(), "/add"), body, earn.mark(), true);
    note(Kind.EARN, earn.mark(), outcome(call, Set.of(), earn.repeat(), "transaction", "id"));
  }

  private void redeem(Redeem redeem) throws InterruptedException {
    Map<String, Object> body = Map.of("points", redeem.points(), "order_id", redeem.mark());
    boolean repeatable = shop.moneyIsIdempotent();
    Call call = post(loyalty(redeem.customer(), "/redeem"), body, redeem.mark(), repeatable);
    note(
        Kind.REDEEM,
        redeem.mark(),
        outcome(
            call,
            Set.of("insufficient_points", "loyalty_account_not_found"),
            redeem.repeat() && repeatable,
            "transaction",
            "id"));
  }

  /** Calls once, or twice in the same words, and notes which id each answer names. */
  private Outcome outcome(Call call, Set<String> deserved, boolean twice, String... id)
      throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      CallEnd end = shop.caller().call(call);
      if (!(end instanceof CallEnd.Answered(JsonValue answer))) {
        return failure(end, ids.isEmpty() ? deserved : Set.of());
      }
      ids.add(String.valueOf(JsonText.at(answer, id)));
    }
    return new Outcome.Done(ids);
  }

  private static Outcome failure(CallEnd end, Set<String> deserved) {
    return switch (end) {
      case CallEnd.Refused(var refusal, _) -> {
        String code = String.valueOf(refusal.code());
        yield deserved.contains(code)
            ? new Outcome.Refused(code)
            : new Outcome.Wrong(refusal.status() + " " + refusal.line());
      }
      case CallEnd.Unknown _ -> new Outcome.Unknown();
      case CallEnd.NeverAnswered(int attempts, String last) ->
          new Outcome.NeverAnswered(attempts, last);
      case CallEnd.Answered(JsonValue answer) -> new Outcome.Wrong(answer.toString());
    };
  }

  private void note(Kind kind, String mark, Outcome outcome) {
    shop.log().add(new WriteRecord(kind, mark, outcome));
  }

  private Call post(String path, Map<String, Object> body, String key, boolean repeatable) {
    return new Call("POST", api(path), body, key, repeatable);
  }

  private String api(String path) {
    return "/api/" + shop.tenant().slug() + path;
  }

  private String loyalty(int customer, String what) {
    return "/loyalty/" + HubHttp.encoded(shop.phone(customer)) + what;
  }

  private static String amount(long minor) {
    return BigDecimal.valueOf(minor, CURRENCY_DIGITS).toPlainString();
  }
}
