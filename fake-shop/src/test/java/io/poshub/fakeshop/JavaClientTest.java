package io.poshub.fakeshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.icoderman.woocommerce.ApiVersionType;
import com.icoderman.woocommerce.EndpointBaseType;
import com.icoderman.woocommerce.WooCommerce;
import com.icoderman.woocommerce.WooCommerceAPI;
import com.icoderman.woocommerce.oauth.OAuthConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A client for Java that others wrote is content with the fake shop. */
class JavaClientTest {

  @Test
  void aClientThatOthersWroteIsContentWithTheFake() {
    try (FakeShop shop = FakeShop.start(Clock.systemUTC())) {
      long id = shop.place("processing", SampleOrders.random(new Random(1)));
      shop.place("completed", SampleOrders.random(new Random(2)));
      shop.place("processing", SampleOrders.random(new Random(3)));
      WooCommerce client =
          new WooCommerceAPI(
              new OAuthConfig(shop.url(), ShopKey.FULL.key(), ShopKey.FULL.secret()),
              ApiVersionType.V3);

      List<?> processing =
          client.getAll(
              EndpointBaseType.ORDERS.getValue(),
              Map.of("status", "processing", "per_page", "10", "orderby", "id"));
      Map<?, ?> one = client.get(EndpointBaseType.ORDERS.getValue(), (int) id);
      Map<?, ?> changed =
          client.update(
              EndpointBaseType.ORDERS.getValue(), (int) id, Map.of("status", "completed"));
      Map<?, ?> batch =
          client.batch(
              EndpointBaseType.ORDERS.getValue(),
              Map.of("update", List.of(Map.of("id", id, "status", "shipped"))));
      Map<?, ?> hook =
          client.create(
              EndpointBaseType.WEBHOOKS.getValue(),
              Map.of("topic", "order.updated", "delivery_url", "http://127.0.0.1:9/"));
      Map<?, ?> gone =
          client.delete(
              EndpointBaseType.WEBHOOKS.getValue(), Integer.parseInt(hook.get("id") + ""));
      Map<?, ?> unknown = client.get(EndpointBaseType.ORDERS.getValue(), 999_999);

      assertThat(processing).hasSize(2);
      assertThat(one.get("status")).isEqualTo("processing");
      assertThat(changed.get("status")).isEqualTo("completed");
      assertThat(batch.toString()).contains("status=pending");
      assertThat(hook.get("topic")).isEqualTo("order.updated");
      assertThat(gone.get("id")).isEqualTo(hook.get("id"));
      assertThat(unknown.get("code")).isEqualTo("woocommerce_rest_shop_order_invalid_id");
    }
  }
}
