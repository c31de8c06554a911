package io.poshub.client.http;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.FieldError;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer other than 2xx. {@code code} and {@code requestId} are null when it was not the hub
 * that answered but something in front of it.
 */
public record Refusal(
    int status,
    @Nullable String code,
    String title,
    String detail,
    @Nullable String requestId,
    boolean retryable,
    @Nullable Duration retryAfter,
    @Nullable Claim claim,
    List<FieldError> errors) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  public Refusal {
    requireNonNull(title, "title is null");
    requireNonNull(detail, "detail is null");
    errors = List.copyOf(errors);
  }

  /**
   * Who has what was asked for.
   *
   * @param until when it is free again; null if it never is
   */
  public record Claim(String by, @Nullable Instant until) {}

  /** Reads a problem answer; any other body is told by its status alone. */
  public static Refusal of(int status, HttpHeaders headers, String body) {
    JsonValue problem = problem(body);
    String code = JsonText.at(problem, "code");
    String title = JsonText.at(problem, "title");
    String said = JsonText.at(problem, "retryable");
    return new Refusal(
        status,
        code,
        title == null ? "HTTP " + status : title,
        JsonText.at(problem, "detail", ""),
        JsonText.at(problem, "request_id"),
        said == null ? retryableByStatus(status) : Boolean.parseBoolean(said),
        retryAfter(headers),
        claim(problem),
        errors(problem));
  }

  /** One line for people: what was refused and why. */
  public String line() {
    String words = detail.isEmpty() || detail.equals(title) ? title : title + " " + detail;
    return code == null ? words : words + " (" + code + ")";
  }

  private static boolean retryableByStatus(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  private static JsonValue problem(String body) {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException e) {
      return new JsonValue.Null();
    }
  }

  /** The hub speaks in seconds; a date, which only a proxy would send, is left aside. */
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }

  private static @Nullable Claim claim(JsonValue problem) {
    String by = JsonText.at(problem, "claimed_by");
    return by == null ? null : new Claim(by, JsonText.time(problem, "expires_at"));
  }

  private static List<FieldError> errors(JsonValue problem) {
    List<FieldError> errors = new ArrayList<>();
    for (JsonValue error : JsonText.items(problem, "errors")) {
      errors.add(
          new FieldError(JsonText.at(error, "field", ""), JsonText.at(error, "message", "")));
    }
    return errors;
  }
}
