package io.poshub.rest;

import io.poshub.protocol.ErrorCode;

/** The HTTP status of every error: one total table. */
public final class ErrorStatus {
  private ErrorStatus() {}

  public static int of(ErrorCode code) {
    return switch (code) {
      case MALFORMED_REQUEST,
          MALFORMED_JSON,
          VALIDATION_FAILED,
          INVALID_PHONE,
          IDEMPOTENCY_KEY_MISSING,
          TENANT_HEADER_MISSING,
          SHOP_TARGET_REFUSED,
          WEBHOOK_TARGET_REFUSED ->
          400;
      case UNAUTHENTICATED -> 401;
      case TENANT_MISMATCH,
          TENANT_DEACTIVATED,
          PIN_REQUIRED,
          PIN_FAILED,
          FORBIDDEN_ROLE,
          ORIGIN_NOT_ALLOWED ->
          403;
      case NOT_FOUND,
          ORDER_NOT_FOUND,
          GIFT_CARD_NOT_FOUND,
          HOLD_NOT_FOUND,
          TRANSACTION_NOT_FOUND,
          LOYALTY_ACCOUNT_NOT_FOUND,
          REPORT_NOT_FOUND,
          TENANT_NOT_FOUND,
          KEY_NOT_FOUND,
          JOB_NOT_FOUND,
          WEBHOOK_NOT_FOUND,
          IDEMPOTENCY_KEY_NOT_FOUND ->
          404;
      case METHOD_NOT_ALLOWED -> 405;
      case REQUEST_TIMEOUT -> 408;
      case INSUFFICIENT_BALANCE,
          GIFT_CARD_BLOCKED,
          GIFT_CARD_EXPIRED,
          GIFT_CARD_INACTIVE,
          GIFT_CARD_EXISTS,
          BALANCE_LIMIT_EXCEEDED,
          HOLD_RESOLVED,
          HOLD_EXPIRED,
          AMOUNT_EXCEEDS_HOLD,
          AMOUNT_EXCEEDS_ORIGINAL,
          ALREADY_REVERSED,
          NOT_REVERSIBLE,
          NOTHING_TO_REVERSE,
          INSUFFICIENT_POINTS,
          ALREADY_EARNED,
          ALREADY_MERGED,
          INVALID_TRANSITION,
          ALREADY_CLAIMED,
          NOT_CLAIMABLE,
          STALE_FENCE,
          ORDERING_PAUSED,
          REPORT_CONFLICT,
          SHOP_NOT_CONNECTED,
          TENANT_EXISTS,
          WEBHOOK_LIMIT_REACHED,
          IDEMPOTENCY_KEY_REVERSED,
          REQUEST_IN_PROGRESS ->
          409;
      case EVENTS_EXPIRED -> 410;
      case VERSION_CONFLICT -> 412;
      case BODY_TOO_LARGE -> 413;
      case URI_TOO_LONG -> 414;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case CURRENCY_MISMATCH, SHOP_ACCESS_REFUSED, IDEMPOTENCY_KEY_REUSED -> 422;
      case UPGRADE_REQUIRED -> 426;
      case RATE_LIMITED, TOO_MANY_MISSES -> 429;
      case HEADERS_TOO_LARGE -> 431;
      case INTERNAL_ERROR -> 500;
      case UNSUPPORTED_TRANSFER_ENCODING -> 501;
      case OVERLOADED, SHOP_UNREACHABLE, OUTCOME_UNKNOWN, UNAVAILABLE -> 503;
      case UNSUPPORTED_HTTP_VERSION -> 505;
    };
  }
}
