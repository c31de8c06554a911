package io.poshub.rest.order;

import io.poshub.engine.giftcard.CardTenders;
import io.poshub.engine.giftcard.CardTenders.CardTender;
import io.poshub.engine.loyalty.PointTenders;
import io.poshub.engine.loyalty.PointTenders.PointTender;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.Tender;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that an order was paid with: cards and points from their ledgers, cash and the like from the
 * order itself. Money calls name the order by the hub's id or by the shop's own. Virtual threads.
 */
public final class OrderTenders {
  private static final Set<String> IN_LEDGERS = Set.of("gift_card", "loyalty", "points");

  private final CardTenders cards;
  private final PointTenders points;

  public OrderTenders(CardTenders cards, PointTenders points) {
    this.cards = cards;
    this.points = points;
  }

  List<Tender> of(Tenant tenant, Order order) {
    Set<String> names = new LinkedHashSet<>();
    names.add(order.id());
    if (order.externalId() != null) {
      names.add(order.externalId());
    }
    String root = "/api/" + tenant.slug();
    List<Tender> tenders = new ArrayList<>();
    cards.of(tenant, names).forEach(card -> tenders.add(tender(root, card)));
    points.of(tenant, names).forEach(moved -> tenders.add(tender(root, moved)));
    tenders.addAll(others(order, tenant));
    return tenders;
  }

  /** Those that have not been undone; cash is for the person at the till to give back. */
  List<Tender> reversible(Tenant tenant, Order order) {
    return of(tenant, order).stream()
        .filter(tender -> !Boolean.TRUE.equals(tender.reversed()))
        .toList();
  }

  private static Tender tender(String root, CardTender card) {
    String reverse =
        root + "/gift-cards/" + card.cardId() + "/transactions/" + card.transactionId();
    return new Tender(
        "gift_card",
        card.type(),
        card.transactionId(),
        card.cardId(),
        card.last4(),
        null,
        card.amount(),
        null,
        null,
        card.reversed(),
        card.reversed() ? null : reverse + "/reverse");
  }

  private static Tender tender(String root, PointTender moved) {
    String reverse =
        root
            + "/loyalty/"
            + moved.phone().replace("+", "%2B")
            + "/transactions/"
            + moved.transactionId();
    return new Tender(
        "loyalty",
        moved.type(),
        moved.transactionId(),
        null,
        null,
        moved.phone(),
        null,
        moved.points(),
        null,
        moved.reversed(),
        moved.reversed() ? null : reverse + "/reverse");
  }

  /** What the order says of itself, except what the ledgers know better. */
  private static List<Tender> others(Order order, Tenant tenant) {
    List<Tender> others = new ArrayList<>();
    for (JsonValue payment : payments(order)) {
      String method = text(payment, "method");
      if (method != null && !IN_LEDGERS.contains(method)) {
        others.add(other(payment, method, tenant));
      }
    }
    return others;
  }

  private static Tender other(JsonValue payment, String method, Tenant tenant) {
    String amount = text(payment, "amount");
    return new Tender(
        method,
        null,
        null,
        null,
        null,
        null,
        amount != null
                && Money.parse(amount, tenant.currency()) instanceof Parsed.Ok<Money>(Money m)
            ? m
            : null,
        null,
        text(payment, "reference"),
        null,
        null);
  }

  private static List<JsonValue> payments(Order order) {
    try {
      return Json.parse(order.details()) instanceof JsonValue.Obj details
              && details.members().get("payments") instanceof JsonValue.Arr(List<JsonValue> items)
          ? items
          : List.of();
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a stored order is not JSON", e);
    }
  }

  private static @Nullable String text(JsonValue payment, String member) {
    return payment instanceof JsonValue.Obj object
            && object.members().get(member) instanceof JsonValue.Text(String value)
        ? value
        : null;
  }
}
