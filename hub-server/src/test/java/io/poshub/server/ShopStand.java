package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.ShopKey;
import io.poshub.protocol.json.Json;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole hub with the tenant kitchen, and an online shop beside it. A test's thread. */
final class ShopStand implements AutoCloseable {
  static final String CONNECTOR = "/connectors/woocommerce";

  final RunningHub hub;
  final FakeShop shop = FakeShop.start(Clock.systemUTC());
  private final Map<String, String> keys;

  ShopStand() throws Exception {
    this.hub = RunningHub.startForShops();
    this.keys = hub.newTenant("kitchen");
  }

  /** Connects the shop and waits for the first look, so that what comes later comes by webhook. */
  void connect() throws Exception {
    String body =
        Json.write(
            Map.of(
                "store_url", shop.url(),
                "consumer_key", ShopKey.FULL.key(),
                "consumer_secret", ShopKey.FULL.secret()));
    Answer connected = call("admin", "PUT", CONNECTOR, body);
    assertThat(connected.status()).as(connected.body()).isEqualTo(200);
    assertThat(connected.body()).doesNotContain(ShopKey.FULL.secret());
    Eventually.passes(() ->
        assertThat(call("admin", "GET", CONNECTOR, null).body()).contains("\"last_sync_at\":\""));
  }

  Answer call(String role, String method, String path, @Nullable String body) throws Exception {
    return hub.call("kitchen", key(role), method, path, body);
  }

  String key(String role) {
    return keys.getOrDefault(role, "");
  }

  @Override
  public void close() {
    hub.close();
    shop.close();
  }
}
