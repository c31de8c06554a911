package io.poshub.protocol.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.FieldError;
import io.poshub.protocol.json.JsonValue;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem: what every refused call is answered with, on every door. {@code available}
 * is an amount or a number of points, by case; {@code expiresAt} is a JSON null for a claim that
 * does not lapse.
 */
@JsonPropertyOrder({
  "type",
  "title",
  "status",
  "detail",
  "instance",
  "code",
  "request_id",
  "retryable"
})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    String requestId,
    boolean retryable,
    @Nullable JsonValue available,
    @Nullable Money balance,
    @Nullable Currency currency,
    @Nullable Integer currentVersion,
    @Nullable String claimedBy,
    @Nullable JsonValue expiresAt,
    @Nullable String epoch,
    @Nullable Long seq,
    @Nullable List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    requireNonNull(code, "code is null");
    requireNonNull(detail, "detail is null");
    requireNonNull(requestId, "requestId is null");
  }
}
