package io.poshub.connectors.woo;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Parsed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shop's address may be, and how its wish to be left alone reads. */
class StoreAddressTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "https://shop.example:8443/store/", "HTTPS://x"})
  void withTlsItIsTaken(String url) {
    assertThat(StoreAddress.parse(url, false)).isInstanceOf(Parsed.Ok.class);
  }

  @Test
  void withoutTlsOnlyIfSomebodyAllowsIt() {
    assertThat(StoreAddress.parse("http://shop.example", false))
        .isEqualTo(new Parsed.Bad<>("must begin with https://"));
    assertThat(StoreAddress.parse("http://shop.example", true)).isInstanceOf(Parsed.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example",
        "ftp://shop.example",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@shop.example",
        "https://shop.example/?a=b",
        "https://shop.example/#a",
        "https://shop.example/a/../b",
        "https://shop.example:0",
        "https://shop.example:70000",
        "https://shöp.example",
        "https://shop.example/a b"
      })
  void whatIsNoAddressIsRefused(String url) {
    assertThat(StoreAddress.parse(url, true)).isInstanceOf(Parsed.Bad.class);
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "' 7 ', 7",
    "0, 0",
    "999999999, 3600",
    "'Sat, 21 Nov 2026 12:10:00 GMT', 600",
    "'Sat, 21 Nov 2026 11:00:00 GMT', 0"
  })
  void aWishIsSecondsOrADateAndHasABound(String header, int seconds) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-5", "1.5"})
  void whatCannotBeReadIsNoWish(@Nullable String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
  }
}
