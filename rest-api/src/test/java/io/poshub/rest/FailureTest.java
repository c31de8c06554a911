package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import io.poshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What callers are told when it is not their fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {
  private static final String POOL_SAYS = "hub - Connection is not available, request timed out";
  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("failure");
  }

  @AfterEach
  void endOutage() {
    hub.outage.end();
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void whenNoConnectionIsFreeCallersAreToldToComeBack() {
    hub.outage.begin(FailureTest::busy);

    expectLater(shop.till().get(shop.path("/orders")), "overloaded");
  }

  @Test
  void whenTheDatabaseIsGoneCallersAreToldToComeBack() {
    hub.outage.begin(FailureTest::gone);

    expectLater(shop.till().get(shop.path("/orders")), "unavailable");
    expectLater(shop.till().get(shop.path("/health")), "unavailable");
    hub.voice(null, null).get("/health/live").expect(200);
  }

  @Test
  void aMoneyCallThatFoundNoConnectionDidNothingAndSaysSo() {
    Voice till = shop.till();
    till.post(shop.path("/loyalty/07700900123/add"), "{\"points\":5}").expect(200);
    // The doorkeeper still gets its connection; the lane does not.
    hub.outage.beginAfter(1, FailureTest::gone);

    expectLater(till.post(shop.path("/loyalty/07700900123/add"), "{\"points\":5}"), "unavailable");

    hub.outage.end();
    assertThat(till.get(shop.path("/loyalty/07700900123/points")).at("points")).isEqualTo("5");
  }

  @Test
  void healthSaysUnavailableWhateverIsWrongWithTheDatabase() {
    hub.outage.beginAfter(1, FailureTest::busy);

    expectLater(shop.till().get(shop.path("/health")), "unavailable");
  }

  @Test
  void aBugIs500AndTellsNothing() throws Exception {
    Shop broken = hub.shop("failure-bug");
    String schema = hub.schemas.tenant("failure-bug");
    try (Connection connection = TestDatabase.shared().connect(schema);
        Statement statement = connection.createStatement()) {
      statement.execute("RENAME TABLE orders TO orders_gone");
    }

    Answer failed = broken.till().get(broken.path("/orders"));

    failed.expectProblem(500, "internal_error");
    assertThat(failed.body()).doesNotContain("orders_gone").doesNotContain("Exception");
    assertThat(failed.at("request_id")).isEqualTo("request-1");
  }

  private static SQLException busy() {
    return new SQLTransientConnectionException(POOL_SAYS);
  }

  private static SQLException gone() {
    return new SQLTransientConnectionException(POOL_SAYS, new SQLException("refused", "08S01"));
  }

  private static void expectLater(Answer refused, String code) {
    refused.expectProblem(503, code);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.at("retryable")).isEqualTo("true");
    assertThat(refused.body()).doesNotContain("Connection").doesNotContain("SQL");
  }
}
