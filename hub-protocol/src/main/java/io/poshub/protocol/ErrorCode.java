package io.poshub.protocol;

import java.util.Locale;

/**
 * Every way a call can be refused, as the stable {@code code} of a problem answer. {@code
 * retryable} means: the same call, sent again later, can succeed. The HTTP status of each is
 * decided at the HTTP door.
 */
public enum ErrorCode {
  // The request itself.
  MALFORMED_REQUEST("The request is not valid HTTP."),
  MALFORMED_JSON("The body is not well-formed JSON."),
  VALIDATION_FAILED("The request has invalid values."),
  INVALID_PHONE("That is not a phone number."),
  IDEMPOTENCY_KEY_MISSING("An Idempotency-Key is needed."),
  WEBHOOK_TARGET_REFUSED("Nothing is sent to that address."),
  UNSUPPORTED_HTTP_VERSION("The hub speaks HTTP/1.1."),
  UNSUPPORTED_TRANSFER_ENCODING("The hub takes bodies as they are, or chunked."),
  NOT_FOUND("There is no such address."),
  METHOD_NOT_ALLOWED("This address does not answer that method."),
  REQUEST_TIMEOUT("The request did not arrive in time.", true),
  BODY_TOO_LARGE("The body is too large."),
  URI_TOO_LONG("The address is too long."),
  HEADERS_TOO_LARGE("The headers are too large."),
  UNSUPPORTED_MEDIA_TYPE("The body must be application/json."),
  UPGRADE_REQUIRED("This address speaks WebSocket version 13."),
  ORIGIN_NOT_ALLOWED("Pages of that origin may not call this hub."),

  // Who calls.
  UNAUTHENTICATED("A valid key is needed."),
  TENANT_HEADER_MISSING("The X-Tenant-ID header is missing."),
  TENANT_MISMATCH("The key does not belong to that tenant."),
  TENANT_DEACTIVATED("The tenant is deactivated."),
  PIN_REQUIRED("The card's PIN is needed."),
  PIN_FAILED("That is not the card's PIN."),
  FORBIDDEN_ROLE("The key's role does not allow this."),
  RATE_LIMITED("Too many requests.", true),
  TOO_MANY_MISSES("Too many unknown card numbers.", true),

  // What the hub knows.
  ORDER_NOT_FOUND("There is no such order."),
  GIFT_CARD_NOT_FOUND("There is no such gift card."),
  HOLD_NOT_FOUND("There is no such hold."),
  TRANSACTION_NOT_FOUND("There is no such transaction."),
  LOYALTY_ACCOUNT_NOT_FOUND("There is no loyalty account for that phone."),
  REPORT_NOT_FOUND("There is no report for that day."),
  TENANT_NOT_FOUND("There is no such tenant."),
  KEY_NOT_FOUND("There is no such key."),
  WEBHOOK_NOT_FOUND("There is no such webhook."),
  IDEMPOTENCY_KEY_NOT_FOUND("No call with that key is known."),
  JOB_NOT_FOUND("There is no such job."),
  EVENTS_EXPIRED("The stream cannot be continued from there."),

  // Business refusals.
  CURRENCY_MISMATCH("The currency is not the tenant's."),
  INSUFFICIENT_BALANCE("The card does not hold enough."),
  GIFT_CARD_BLOCKED("The card is blocked."),
  GIFT_CARD_EXPIRED("The card has expired."),
  GIFT_CARD_INACTIVE("The card is not active."),
  GIFT_CARD_EXISTS("There is already a card with that code."),
  BALANCE_LIMIT_EXCEEDED("The card or account cannot hold that much."),
  HOLD_RESOLVED("The hold was captured or released before."),
  HOLD_EXPIRED("The hold's time is over."),
  AMOUNT_EXCEEDS_HOLD("The hold reserves less than that."),
  AMOUNT_EXCEEDS_ORIGINAL("The transaction moved less than that."),
  ALREADY_REVERSED("The transaction was reversed before."),
  NOT_REVERSIBLE("Transactions of that kind are not reversed."),
  NOTHING_TO_REVERSE("The call moved nothing."),
  INSUFFICIENT_POINTS("The account does not hold enough points."),
  ALREADY_EARNED("That order has already earned points."),
  ALREADY_MERGED("The phones have one account already."),
  INVALID_TRANSITION("The order cannot go to that status."),
  VERSION_CONFLICT("The order was changed by someone else."),
  ALREADY_CLAIMED("Another terminal has the order."),
  NOT_CLAIMABLE("Orders of that kind are not claimed."),
  STALE_FENCE("That claim is over."),
  ORDERING_PAUSED("The shop takes no orders at the moment.", true),
  REPORT_CONFLICT("Another report was already submitted for that day."),
  TENANT_EXISTS("That tenant exists already."),
  SHOP_NOT_CONNECTED("The tenant is not connected with an online shop."),
  SHOP_TARGET_REFUSED("The shop's address leads where nothing is sent."),
  SHOP_ACCESS_REFUSED("The online shop does not accept the key."),
  WEBHOOK_LIMIT_REACHED("The tenant has as many webhooks as it may have."),
  IDEMPOTENCY_KEY_REUSED("The Idempotency-Key belongs to another request."),
  IDEMPOTENCY_KEY_REVERSED("The call was reversed before it arrived."),
  REQUEST_IN_PROGRESS("The same request is under way.", true),

  // The hub itself.
  SHOP_UNREACHABLE("The online shop cannot be reached.", true),
  OVERLOADED("The hub is too busy.", true),
  OUTCOME_UNKNOWN("It is not known whether the call took effect.", true),
  UNAVAILABLE("The hub cannot do this at the moment.", true),
  INTERNAL_ERROR("The hub failed.", true);

  private final String wire = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final boolean retryable;

  ErrorCode(String title) {
    this(title, false);
  }

  ErrorCode(String title, boolean retryable) {
    this.title = title;
    this.retryable = retryable;
  }

  /** The stable code on the wire, for example {@code insufficient_balance}. */
  public String wire() {
    return wire;
  }

  /** One sentence, the same for every answer with this code. */
  public String title() {
    return title;
  }

  public boolean retryable() {
    return retryable;
  }
}
