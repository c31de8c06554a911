package io.poshub.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.FieldError;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTest {

  private static HttpHeaders headers(String... pair) {
    return HttpHeaders.of(
        pair.length == 0 ? Map.of() : Map.of(pair[0], List.of(pair[1])), (_, _) -> true);
  }

  @Test
  void aProblemIsReadWhole() {
    Refusal refusal =
        Refusal.of(
            400,
            headers("Retry-After", "12"),
            """
            {"title":"The request has invalid values.","status":400,"detail":"Two are wrong.",
             "code":"validation_failed","request_id":"r-9","retryable":false,
             "errors":[{"field":"slug","message":"is required"}],"unknown":[1]}
            """);
    assertThat(refusal.code()).isEqualTo("validation_failed");
    assertThat(refusal.requestId()).isEqualTo("r-9");
    assertThat(refusal.retryable()).isFalse();
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(12));
    assertThat(refusal.errors()).containsExactly(new FieldError("slug", "is required"));
    assertThat(refusal.line())
        .isEqualTo("The request has invalid values. Two are wrong. (validation_failed)");
  }

  @Test
  void aPageOfAProxyIsToldByItsStatus() {
    Refusal refusal = Refusal.of(502, headers("Retry-After", "soon"), "<html>Bad gateway</html>");
    assertThat(refusal.code()).isNull();
    assertThat(refusal.retryable()).isTrue();
    assertThat(refusal.retryAfter()).isNull();
    assertThat(refusal.line()).isEqualTo("HTTP 502");
    assertThat(Refusal.of(404, headers(), "").retryable()).isFalse();
  }
}
