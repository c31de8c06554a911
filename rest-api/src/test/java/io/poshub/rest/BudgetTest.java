package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final String POINTS = "/loyalty/07700900123/add";

  @Test
  void aKeyThatCallsTooOftenIsToldWhenToComeBack() {
    try (RestFixture hub = new RestFixture(2, 1)) {
      Shop shop = hub.shop("budget");
      Answer first = shop.till().get(shop.path("/health")).expect(200);
      assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=20;w=10");
      assertThat(first.header("RateLimit")).isEqualTo("\"default\";r=19;t=1");
      for (int i = 0; i < 19; i++) {
        shop.till().get(shop.path("/orders/none")).expect(404);
      }

      Answer refused = shop.till().get(shop.path("/health"));

      refused.expectProblem(429, "rate_limited");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.header("RateLimit")).isEqualTo("\"default\";r=0;t=1");
      assertThat(refused.at("retryable")).isEqualTo("true");
      shop.platform().get(shop.path("/health")).expect(200);
      hub.nanos.addAndGet(Duration.ofMillis(500).toNanos());
      shop.till().get(shop.path("/health")).expect(200);
      shop.till().get(shop.path("/health")).expect(429);
    }
  }

  @Test
  void moneyHasABudgetOfItsOwn() {
    try (RestFixture hub = new RestFixture(1, 1)) {
      Shop shop = hub.shop("budget-money");
      for (int i = 0; i < 10; i++) {
        shop.till().get(shop.path("/health")).expect(200);
      }
      shop.till().get(shop.path("/health")).expect(429);

      Answer added = shop.till().post(shop.path(POINTS), "{\"points\":1}").expect(200);

      assertThat(added.header("RateLimit-Policy")).isEqualTo("\"money\";q=10;w=10");
      hub.nanos.addAndGet(Duration.ofSeconds(100).toNanos());
      for (int i = 0; i < 10; i++) {
        shop.till().post(shop.path(POINTS), "{\"points\":1}").expect(200);
      }
      shop.till().post(shop.path(POINTS), "{\"points\":1}").expect(429);
      shop.till().get(shop.path("/health")).expect(200);
    }
  }

  @Test
  void zeroIsNoLimitAndSaysNothing() {
    try (RestFixture hub = RestFixture.create()) {
      Shop shop = hub.shop("budget-off");

      Answer answer = shop.till().get(shop.path("/health")).expect(200);

      assertThat(answer.header("RateLimit")).isNull();
    }
  }
}
