package io.poshub.rest;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Money;
import io.poshub.protocol.Position;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.FieldError;
import io.poshub.protocol.json.JsonValue;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was refused, before it becomes a problem answer; {@code detail} is one sentence for
 * the caller.
 */
public record Refusal(
    ErrorCode code,
    String detail,
    @Nullable JsonValue available,
    @Nullable Money balance,
    @Nullable Currency currency,
    @Nullable Integer currentVersion,
    @Nullable String claimedBy,
    @Nullable JsonValue expiresAt,
    @Nullable Position position,
    List<FieldError> errors,
    Map<String, String> headers) {
  public Refusal {
    requireNonNull(code, "code is null");
    requireNonNull(detail, "detail is null");
    errors = List.copyOf(errors);
    headers = Map.copyOf(headers);
  }

  public static Refusal of(ErrorCode code, String detail) {
    return new Refusal(code, detail, null, null, null, null, null, null, null, List.of(), Map.of());
  }

  /** Values that cannot be; says the first mistake in words and lists all of them. */
  public static Refusal invalid(List<FieldError> errors) {
    return invalid(ErrorCode.VALIDATION_FAILED, errors);
  }

  public static Refusal invalidPhone(String field, String message) {
    return invalid(ErrorCode.INVALID_PHONE, List.of(new FieldError(field, message)));
  }

  private static Refusal invalid(ErrorCode code, List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String subject = first.field().isEmpty() ? "The body" : first.field();
    String detail = subject + " " + first.message() + ".";
    return new Refusal(code, detail, null, null, null, null, null, null, null, errors, Map.of());
  }

  public Refusal withAvailable(JsonValue value) {
    return new Refusal(
        code,
        detail,
        value,
        balance,
        currency,
        currentVersion,
        claimedBy,
        expiresAt,
        position,
        errors,
        headers);
  }

  public Refusal withCurrency(Currency value) {
    return new Refusal(
        code,
        detail,
        available,
        balance,
        value,
        currentVersion,
        claimedBy,
        expiresAt,
        position,
        errors,
        headers);
  }

  public Refusal withCurrentVersion(int value) {
    return new Refusal(
        code, detail, available, balance, currency, value, claimedBy, expiresAt, position, errors,
        headers);
  }

  /**
   * With who has the order.
   *
   * @param until when the claim lapses; null if it does not
   */
  public Refusal withClaim(String terminal, @Nullable Instant until) {
    return new Refusal(
        code,
        detail,
        available,
        balance,
        currency,
        currentVersion,
        terminal,
        until == null ? new JsonValue.Null() : new JsonValue.Text(Times.text(until)),
        position,
        errors,
        headers);
  }

  public Refusal withPosition(Position value) {
    return new Refusal(
        code,
        detail,
        available,
        balance,
        currency,
        currentVersion,
        claimedBy,
        expiresAt,
        value,
        errors,
        headers);
  }

  public Refusal withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Refusal(
        code,
        detail,
        available,
        balance,
        currency,
        currentVersion,
        claimedBy,
        expiresAt,
        position,
        errors,
        more);
  }
}
