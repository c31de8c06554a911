package io.poshub.fakeshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The vendor's own client for Node is content with the fake shop. Runs where its package is
 * installed: in {@code node_modules} of the folder that {@code hub.test.npm} names. The script
 * {@code fake-shop/npm-client-test} installs it and runs this.
 */
class NpmClientTest {
  private static final Path FOLDER = Path.of(System.getProperty("hub.test.npm", "target/npm"));
  private static final int WAIT_SECONDS = 60;

  @Test
  void theVendorsOwnClientIsContentWithTheFake() throws IOException, InterruptedException {
    assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules/@woocommerce/woocommerce-rest-api")),
        "the vendor's client is not installed");
    try (FakeShop shop = FakeShop.start(Clock.systemUTC())) {
      long id = shop.place("processing", SampleOrders.random(new Random(1)));
      for (int i = 0; i < 4; i++) {
        shop.place("processing", SampleOrders.random(new Random(i)));
      }

      ProcessBuilder command =
          new ProcessBuilder(
                  "node",
                  Path.of("src/test/resources/shop-client.cjs").toAbsolutePath().toString(),
                  shop.url(),
                  ShopKey.FULL.key(),
                  ShopKey.FULL.secret(),
                  Long.toString(id))
              .redirectErrorStream(true);
      command
          .environment()
          .put("NODE_PATH", FOLDER.resolve("node_modules").toAbsolutePath().toString());
      String said = output(command.start());

      assertThat(said)
          .contains(
              "\"list\":2", "\"total\":\"5\"", "\"one\":\"processing\"", "\"put\":\"completed\"")
          .contains("400 woocommerce_rest_shop_order_invalid_id", "400 rest_invalid_param")
          .contains("\"batch\":\"pending\"", "\"hook\":201", "\"gone\":200");
    }
  }

  private static String output(Process node) throws IOException, InterruptedException {
    try {
      String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      return said;
    } finally {
      node.destroyForcibly();
    }
  }
}
