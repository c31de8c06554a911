package io.poshub.connectors.woo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.poshub.engine.outbound.HostLookup;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.SocketCaller;
import io.poshub.protocol.Parsed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WooClientTest {
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.incrementAndGet();
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1/elsewhere");
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void theNameIsAskedOnceAndTheConnectionGoesWhereItLedThen() {
    // Nobody but this lookup knows the name, and the second time it would lead elsewhere.
    WooClient client =
        client(
            true,
            _ ->
                List.of(
                    InetAddress.ofLiteral(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "::1")));

    assertThat(client.get(store(), "/wp-json/", Map.of())).isInstanceOf(WooAnswer.Ok.class);

    assertThat(lookups).hasValue(1);
    assertThat(requests).hasValue(1);
  }

  @Test
  void nothingIsSentToANetworkOfSomebodysOwn() {
    WooClient client = client(false, _ -> List.of(InetAddress.getLoopbackAddress()));

    assertThat(client.get(store(), "/wp-json/", Map.of()))
        .isInstanceOf(WooAnswer.TargetRefused.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void oneForbiddenAddressAmongSeveralIsEnough() {
    WooClient client =
        client(
            true,
            _ ->
                List.of(
                    InetAddress.getLoopbackAddress(), InetAddress.ofLiteral("169.254.169.254")));

    assertThat(client.get(store(), "/wp-json/", Map.of()))
        .isInstanceOf(WooAnswer.TargetRefused.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void aNameWithoutAnAddressIsTriedAgainLater() {
    WooClient client =
        client(
            true,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(client.get(store(), "/wp-json/", Map.of()))
        .isInstanceOf(WooAnswer.Unavailable.class);
  }

  @Test
  void aRedirectIsNotFollowed() {
    status = 302;
    WooClient client = client(true, _ -> List.of(InetAddress.getLoopbackAddress()));

    assertThat(client.get(store(), "/wp-json/", Map.of()))
        .isInstanceOfSatisfying(
            WooAnswer.Unavailable.class,
            answer -> assertThat(answer.reason()).contains("302", "moved"));
    assertThat(requests).hasValue(1);
  }

  @Test
  void aBusyShopSaysHowLongItWantsToBeLeftAlone() {
    status = 429;
    WooClient client = client(true, _ -> List.of(InetAddress.getLoopbackAddress()));

    assertThat(client.get(store(), "/wp-json/", Map.of()))
        .isEqualTo(new WooAnswer.Unavailable("the shop answered 429", Duration.ofSeconds(7)));
  }

  private static WooClient client(boolean allowPrivate, HostLookup lookup) {
    return new WooClient(
        new OutboundGuard(lookup, allowPrivate),
        new SocketCaller((SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(10)),
        Clock.systemUTC());
  }

  private Store store() {
    String url = "http://shop.invalid:" + server.getAddress().getPort();
    if (StoreAddress.parse(url, true) instanceof Parsed.Ok<StoreAddress>(StoreAddress address)) {
      return new Store(address, new StoreKeys("ck", "cs"));
    }
    throw new AssertionError("not an address");
  }
}
