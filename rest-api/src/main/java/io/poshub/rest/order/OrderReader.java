package io.poshub.rest.order;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.order.NewOrder;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Phone;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.order.Fulfillment;
import io.poshub.protocol.order.FulfillmentType;
import io.poshub.protocol.order.OrderDetails;
import io.poshub.protocol.order.OrderDetails.Customer;
import io.poshub.protocol.order.OrderDetails.Item;
import io.poshub.protocol.order.OrderDetails.Payment;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.CommonFields;
import io.poshub.rest.order.OrderArithmetic.Extras;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an order as a platform or a till sends it in. One thread, one order. */
final class OrderReader {
  static final int EXTERNAL_ID_MAX_CHARS = 128;
  static final int DISPLAY_NUMBER_MAX_CHARS = 32;
  static final int ORDER_NOTE_MAX_CHARS = 1_000;
  static final int EMAIL_MAX_CHARS = 254;
  static final int ADDRESS_MAX_CHARS = 4_000;
  static final int TABLE_MAX_CHARS = 32;
  static final int PREP_MINUTES_MAX = 1_440;
  static final int PAYMENTS_MAX = 20;
  static final int PAYMENT_WORD_MAX_CHARS = 32;
  static final int PAYMENT_REFERENCE_MAX_CHARS = 128;
  private static final int PHONE_MAX_CHARS = 40;

  private final Fields fields;
  private final Tenant tenant;
  private final Currency currency;
  private final ItemReader itemReader;

  OrderReader(Fields fields, Tenant tenant, Ids ids) {
    this.fields = fields;
    this.tenant = tenant;
    this.currency = tenant.currency();
    this.itemReader = new ItemReader(currency, ids);
  }

  NewOrder read(Role role) {
    OrderSource source = fields.choice("source", OrderSource.BY_WIRE);
    if (role == Role.TERMINAL && source != null && source.isOnline()) {
      throw new RefusedException(
          ErrorCode.FORBIDDEN_ROLE, "A terminal may send orders with the source pos only.");
    }
    CommonFields.currency(fields, currency);
    Fulfillment fulfillment =
        requireNonNullElse(
            fields.optionalObject("fulfillment", this::fulfillment),
            new Fulfillment(FulfillmentType.PICKUP, null, null, null, null, null));
    OrderStatus status = status(source, fulfillment);
    OrderDetails details = details();
    String externalId = CommonFields.ownId(fields, "external_id", EXTERNAL_ID_MAX_CHARS);
    String displayNumber = CommonFields.ownId(fields, "display_number", DISPLAY_NUMBER_MAX_CHARS);
    String note = fields.optionalText("note", ORDER_NOTE_MAX_CHARS);
    var placedAt = fields.optionalTime("placed_at");
    fields.check();
    return new NewOrder(
        requireNonNull(source, "source is null"),
        externalId,
        displayNumber,
        status,
        fulfillment,
        details,
        note,
        placedAt);
  }

  /** Walk-in orders never wait, and nothing waits for a time that is not known. */
  private @Nullable OrderStatus status(@Nullable OrderSource source, Fulfillment fulfillment) {
    OrderStatus status = fields.optionalChoice("status", OrderStatus.BY_WIRE);
    boolean waits = status == OrderStatus.PENDING || status == OrderStatus.SCHEDULED;
    if (source == OrderSource.POS && waits) {
      fields.reject("status", "must not be pending or scheduled for the source pos");
    } else if (status == OrderStatus.SCHEDULED && fulfillment.requestedAt() == null) {
      fields.reject("status", "scheduled needs fulfillment.requested_at");
    }
    return status;
  }

  private OrderDetails details() {
    Customer customer =
        requireNonNullElse(
            fields.optionalObject("customer", this::customer), new Customer(null, null, null));
    List<Item> items = itemReader.read(fields);
    Money subtotal = subtotal(items);
    Extras extras = extras();
    Money total = total(subtotal, extras);
    return new OrderDetails(
        customer,
        items,
        currency,
        subtotal,
        extras.discount(),
        extras.tax(),
        extras.taxIncluded(),
        extras.deliveryFee(),
        extras.tip(),
        total,
        fields.list("payments", PAYMENTS_MAX, this::payment));
  }

  private Money subtotal(List<Item> items) {
    Money computed = OrderArithmetic.sum(items.stream().map(Item::total).toList(), currency);
    Money given = fields.optionalMoney("subtotal", currency);
    if (given != null && !given.equals(computed)) {
      fields.reject("subtotal", "must be the sum of the items' totals, " + computed.text());
    }
    return computed;
  }

  /** A tax that is given comes on top unless it is said to be included. */
  private Extras extras() {
    return new Extras(
        orZero("discount_total"),
        orZero("tax_total"),
        fields.flag("tax_included", !fields.has("tax_total")),
        orZero("delivery_fee"),
        orZero("tip_total"));
  }

  private Money total(Money subtotal, Extras extras) {
    Money total = fields.money("total", currency);
    Money computed = OrderArithmetic.total(subtotal, extras);
    if (fields.has("total") && !total.equals(computed)) {
      fields.reject(
          "total",
          "must be subtotal - discount_total + tax_total (unless tax_included) + delivery_fee"
              + " + tip_total = "
              + computed.text());
    }
    return total;
  }

  private Money orZero(String name) {
    return requireNonNullElse(fields.optionalMoney(name, currency), Money.zero(currency));
  }

  private Fulfillment fulfillment(Fields given) {
    FulfillmentType type =
        requireNonNullElse(
            given.optionalChoice("type", FulfillmentType.BY_WIRE), FulfillmentType.PICKUP);
    Long prepMinutes = given.optionalInteger("prep_minutes", 0, PREP_MINUTES_MAX);
    return new Fulfillment(
        type,
        given.optionalTime("requested_at"),
        prepMinutes == null ? null : prepMinutes.intValue(),
        CommonFields.freeObject(given, "address", ADDRESS_MAX_CHARS),
        given.optionalText("table", TABLE_MAX_CHARS),
        given.optionalText("instructions", Limits.NOTE_MAX_CHARS));
  }

  private Customer customer(Fields given) {
    return new Customer(
        given.optionalText("name", Limits.NAME_MAX_CHARS),
        phone(given),
        given.optionalText("email", EMAIL_MAX_CHARS));
  }

  private @Nullable String phone(Fields given) {
    String written = given.optionalText("phone", PHONE_MAX_CHARS);
    if (written == null) {
      return null;
    }
    return switch (Phone.parse(written, tenant.country())) {
      case Parsed.Ok<Phone>(Phone phone) -> phone.e164();
      case Parsed.Bad<Phone>(String message) -> {
        given.reject("phone", message);
        yield null;
      }
    };
  }

  private Payment payment(Fields given) {
    return new Payment(
        given.text("method", PAYMENT_WORD_MAX_CHARS),
        given.text("status", PAYMENT_WORD_MAX_CHARS),
        given.money("amount", currency),
        CommonFields.ownId(given, "reference", PAYMENT_REFERENCE_MAX_CHARS));
  }
}
