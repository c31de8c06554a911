package io.poshub.engine.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTargetTest {

  @Test
  void aUrlIsTakenApart() {
    assertThat(parse("https://Shop.Example/hooks/a%20b?x=1&y"))
        .isEqualTo(
            new Parsed.Ok<>(new OutboundTarget(true, "shop.example", 443, "/hooks/a%20b?x=1&y")));
    assertThat(parse("HTTP://shop.example:8080"))
        .isEqualTo(new Parsed.Ok<>(new OutboundTarget(false, "shop.example", 8080, "/")));
    assertThat(parse("http://shop.example?x=1"))
        .isEqualTo(new Parsed.Ok<>(new OutboundTarget(false, "shop.example", 80, "/?x=1")));
    assertThat(parse("https://[2001:DB8::1]:8443/"))
        .isEqualTo(new Parsed.Ok<>(new OutboundTarget(true, "2001:db8::1", 8443, "/")));
  }

  @Test
  void theHostHeaderNamesThePortOnlyIfItIsUnusual() {
    assertThat(new OutboundTarget(true, "shop.example", 443, "/").authority())
        .isEqualTo("shop.example");
    assertThat(new OutboundTarget(true, "shop.example", 80, "/").authority())
        .isEqualTo("shop.example:80");
    assertThat(new OutboundTarget(false, "2600::1", 81, "/").authority()).isEqualTo("[2600::1]:81");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example",
        "//shop.example/",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "gopher://shop.example/",
        "javascript:alert(1)",
        "https:shop.example",
        "https:///path",
        "https://",
        "https://user@shop.example/",
        "https://user:secret@shop.example/",
        "https://@shop.example/",
        "https://shop.example/#part",
        "https://shop.example:0/",
        "https://shop.example:65536/",
        "https://shop.example:-1/",
        "https://shop.example:x/",
        "https://shop example/",
        "https://shop.example/a b",
        "https://shop.example/\r\nX: y",
        "https://shöp.example/",
        "https://shop.example\\@evil.example/",
        "https://127.1/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String url) {
    assertThat(parse(url)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aUrlHasABound() {
    String url = "https://shop.example/" + "a".repeat(OutboundTarget.URL_MAX_CHARS);

    assertThat(parse(url.substring(0, OutboundTarget.URL_MAX_CHARS))).isInstanceOf(Parsed.Ok.class);
    assertThat(parse(url)).isInstanceOf(Parsed.Bad.class);
  }

  private static Parsed<OutboundTarget> parse(String url) {
    return OutboundTarget.parse(url);
  }
}
