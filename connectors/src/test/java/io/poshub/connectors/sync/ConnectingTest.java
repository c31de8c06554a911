package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.fakeshop.ShopKey;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is let in, and what is kept of it. */
class ConnectingTest extends ConnectedShop {
  @Test
  void aKeyThatMayNotWriteIsRefusedAtOnce() {
    assertThat(hub.connector.connect(tenant, access(ShopKey.READ)))
        .isInstanceOf(ConnectOutcome.AccessRefused.class);
    assertThat(hub.connector.connect(tenant, access(ShopKey.WRITE)))
        .isInstanceOf(ConnectOutcome.AccessRefused.class);
    assertThat(hub.connector.connect(tenant, access(ShopKey.CUSTOMER)))
        .isInstanceOf(ConnectOutcome.AccessRefused.class);
  }

  @Test
  void anotherCurrencyIsRefused() {
    Tenant euro =
        hub.tenants
            .create(
                new NewTenant(
                    "euro", "Euro", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), "DE"))
            .orElseThrow()
            .tenant();

    assertThat(hub.connector.connect(euro, access(ShopKey.FULL)))
        .isEqualTo(new ConnectOutcome.OtherCurrency("GBP"));
  }

  @Test
  void theKeysAreNotReadableInTheDatabase() {
    String row =
        hub.transactions.inMain(connection -> {
          try (var select = connection.prepareStatement("SELECT * FROM shop_connections");
              var rows = select.executeQuery()) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
              for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                all.append(rows.getString(i)).append('|');
              }
            }
            return all.toString();
          }
        });

    assertThat(row).contains(shop.url()).doesNotContain(ShopKey.FULL.key(), ShopKey.FULL.secret());
  }

  @Test
  void aConnectionMadeAnewHasItsWebhooksSignWithTheNewSecretAtOnce() {
    loseTheSecrets();

    assertThat(hub.connector.connect(tenant, access(ShopKey.FULL)))
        .isInstanceOf(ConnectOutcome.Connected.class);
    shop.place("processing", paid());
    shop.runQueue();

    assertThat(shop.hooks().count()).isEqualTo(4);
    assertThat(door.refused).hasValue(0);
    assertThat(orders()).hasSize(1);
  }

  @Test
  void aWebhookTheShopWouldNotChangeGetsTheNewSecretWithTheNextSweep() {
    loseTheSecrets();
    shop.faults((_, path) ->
        path.matches(".*/webhooks/\\d+") ? new Fault.Failing(500, false) : new Fault.None());
    hub.connector.connect(tenant, access(ShopKey.FULL));
    assertThat(hub.connector.state(tenant).orElseThrow().webhooks()).isEqualTo("failing");

    shop.faults(Faults.NONE);
    hub.sweep(tenant);
    shop.place("processing", paid());
    shop.runQueue();

    assertThat(hub.connector.state(tenant).orElseThrow().webhooks()).isEqualTo("active");
    assertThat(hub.counting.healed).hasValue(0);
    assertThat(door.refused).hasValue(0);
    assertThat(orders()).hasSize(1);
  }

  @Test
  void anotherShopIsNotToldTheSecretOfTheFirst() {
    String first = hub.links.find("kitchen").orElseThrow().hookSecret();
    try (FakeShop other = FakeShop.start(clock)) {
      hub.connector.connect(tenant, JourneyTest.access(other, Map.of()));

      assertThat(hub.links.find("kitchen").orElseThrow().hookSecret()).isNotEqualTo(first);
    }
  }

  private void loseTheSecrets() {
    hub.transactions.inMain(connection -> {
      try (var update =
          connection.prepareStatement("UPDATE shop_connections SET secrets = REVERSE(secrets)")) {
        return update.executeUpdate();
      }
    });
  }

  private ShopAccess access(ShopKey key) {
    return new ShopAccess(shop.url(), key.key(), key.secret(), 5, 30, 90, Map.of());
  }
}
