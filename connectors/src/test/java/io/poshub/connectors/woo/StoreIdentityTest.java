package io.poshub.connectors.woo;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Parsed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are one shop's. */
class StoreIdentityTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example/",
        "http://shop.example",
        "https://SHOP.example:443",
        "http://shop.example:80/",
        "https://www.shop.example",
        "https://shop.example./"
      })
  void oneShopHasManyAddresses(String url) {
    assertThat(identity(url)).isEqualTo("shop.example");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/store, shop.example/store",
    "https://shop.example/Store//, shop.example/Store",
    "https://shop.example:8443, shop.example:8443",
    "http://shop.example:443, shop.example:443",
    "https://wwwshop.example, wwwshop.example",
    "https://other.shop.example, other.shop.example",
    "http://[::1]:8080/, ::1:8080"
  })
  void theseAreShopsOfTheirOwn(String url, String identity) {
    assertThat(identity(url)).isEqualTo(identity);
  }

  private static String identity(String url) {
    return StoreAddress.parse(url, true) instanceof Parsed.Ok<StoreAddress>(StoreAddress address)
        ? address.identity()
        : "none";
  }
}
