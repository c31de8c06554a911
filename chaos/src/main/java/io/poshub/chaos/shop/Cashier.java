package io.poshub.chaos.shop;

import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.chaos.plan.PlannedWrite.Deduct;
import io.poshub.chaos.plan.PlannedWrite.Earn;
import io.poshub.chaos.plan.PlannedWrite.IssueCard;
import io.poshub.chaos.plan.PlannedWrite.Load;
import io.poshub.chaos.plan.PlannedWrite.Redeem;
import io.poshub.chaos.plan.PlannedWrite.Reserve;
import io.poshub.chaos.plan.PlannedWrite.Resolution;
import io.poshub.chaos.plan.PlannedWrite.Undo;
import io.poshub.chaos.shop.HubCaller.Call;
import io.poshub.client.http.HubHttp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A writer's hand for money and points: every call has its key, and is asked again until there is
 * an answer. A writer's thread.
 */
final class Cashier {
  private static final int CURRENCY_DIGITS = 2;
  private static final int HOLD_S = 3_600;
  private static final int LAPSING_HOLD_S = 1;
  private static final Set<String> NO_MONEY = Set.of("insufficient_balance");

  private final Shop shop;
  private final Asking asking;
  private @Nullable String ownCard;
  private @Nullable String undoable;

  Cashier(Shop shop, Asking asking) {
    this.shop = shop;
    this.asking = asking;
  }

  /** A code that is taken after an attempt without an answer is taken by that attempt. */
  void issue(IssueCard issue) throws InterruptedException {
    Map<String, Object> body =
        Map.of(
            "amount", amount(issue.amountMinor()), "code", issue.code(), "order_id", issue.mark());
    Call call = asking.post("/gift-cards", body, issue.mark());
    Outcome outcome = asking.outcome(call, Set.of(), false, "gift_card", "id");
    if (outcome instanceof Outcome.Done(List<String> ids)) {
      ownCard = ids.getFirst();
    }
    asking.note(Kind.ISSUE_CARD, issue.mark(), outcome);
  }

  void deduct(Deduct deduct) throws InterruptedException {
    String path = card(deduct.shared()) + "/deduct";
    Call call = asking.post(path, money(deduct.amountMinor(), deduct.mark()), deduct.mark());
    moved(Kind.DEDUCT, deduct.mark(), row(call, NO_MONEY, deduct.repeat()));
  }

  void load(Load load) throws InterruptedException {
    String path = card(load.shared()) + "/load";
    Call call = asking.post(path, money(load.amountMinor(), load.mark()), load.mark());
    asking.note(Kind.LOAD, load.mark(), row(call, Set.of(), load.repeat()));
  }

  /** The answer to a reservation names no row; that there is only one is for the ledger to show. */
  void reserve(Reserve reserve) throws InterruptedException {
    String mark = reserve.mark();
    String holds = card(reserve.shared()) + "/holds";
    int lapsesAfterS = reserve.resolution() == Resolution.LAPSE ? LAPSING_HOLD_S : HOLD_S;
    Map<String, Object> body =
        Map.of(
            "amount", amount(reserve.amountMinor()),
            "order_id", mark,
            "expires_in_s", lapsesAfterS);
    Outcome held =
        asking.outcome(asking.post(holds, body, mark), NO_MONEY, reserve.repeat(), "hold", "id");
    asking.note(Kind.RESERVE, mark, held);
    String end = Ledger.Row.resolved(mark);
    if (held instanceof Outcome.Done(List<String> ids)) {
      asking.note(
          Kind.RESOLVE,
          end,
          switch (reserve.resolution()) {
            case LAPSE -> new Outcome.Unknown();
            case CAPTURE, RELEASE -> resolve(reserve, holds + "/" + ids.getFirst(), end);
          });
    } else if (held instanceof Outcome.NeverAnswered) {
      asking.note(Kind.RESOLVE, end, new Outcome.Unknown());
    }
  }

  private Outcome resolve(Reserve reserve, String hold, String key) throws InterruptedException {
    String how = reserve.resolution().name().toLowerCase(Locale.ROOT);
    return row(asking.post(hold + "/" + how, Map.of(), key), Set.of(), reserve.repeat());
  }

  void undo(Undo undo) throws InterruptedException {
    String key = undoable;
    if (key == null) {
      return;
    }
    undoable = null;
    Map<String, Object> body = Map.of("idempotency_key", key, "reason", "timeout");
    Call call = asking.post("/transactions/reverse", body, undo.mark());
    asking.note(Kind.UNDO, Ledger.Row.undone(key), row(call, Set.of(), undo.repeat()));
  }

  void earn(Earn earn) throws InterruptedException {
    Map<String, Object> body = Map.of("points", earn.points(), "order_id", earn.mark());
    Call call = asking.post(loyalty(earn.customer(), "/add"), body, earn.mark());
    asking.note(Kind.EARN, earn.mark(), row(call, Set.of(), earn.repeat()));
  }

  void redeem(Redeem redeem) throws InterruptedException {
    Map<String, Object> body = Map.of("points", redeem.points(), "order_id", redeem.mark());
    Call call = asking.post(loyalty(redeem.customer(), "/redeem"), body, redeem.mark());
    Set<String> deserved = Set.of("insufficient_points", "loyalty_account_not_found");
    moved(Kind.REDEEM, redeem.mark(), row(call, deserved, redeem.repeat()));
  }

  private void moved(Kind kind, String mark, Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      undoable = mark;
    }
    asking.note(kind, mark, outcome);
  }

  private Outcome row(Call call, Set<String> deserved, boolean twice) throws InterruptedException {
    return asking.outcome(call, deserved, twice, "transaction", "id");
  }

  private String card(boolean shared) {
    String own = ownCard;
    return "/gift-cards/" + (own == null || shared ? shop.sharedCard() : own);
  }

  private String loyalty(int customer, String what) {
    return "/loyalty/" + HubHttp.encoded(shop.phone(customer)) + what;
  }

  private static Map<String, Object> money(long minor, String mark) {
    return Map.of("amount", amount(minor), "order_id", mark);
  }

  private static String amount(long minor) {
    return BigDecimal.valueOf(minor, CURRENCY_DIGITS).toPlainString();
  }
}
