package io.poshub.connectors.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.shop.ShopConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The hub's door for shops' webhooks, as small as can be; it can be closed to all. */
final class HookServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable ShopConnector> connector = new AtomicReference<>();
  final AtomicInteger accepted = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();

  HookServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/hooks/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Lets deliveries in to a hub; null answers all with 503. */
  void open(@Nullable ShopConnector to) {
    connector.set(to);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status(exchange, body), -1);
    }
  }

  private int status(HttpExchange exchange, byte[] body) {
    ShopConnector to = connector.get();
    if (to == null) {
      return 503;
    }
    try {
      var headers = exchange.getRequestHeaders();
      HookAnswer answer =
          to.receive(
              exchange.getRequestURI().getPath().split("/", -1)[2],
              new HookCall(
                  headers.getFirst("Content-Type"),
                  headers.getFirst("X-WC-Webhook-Topic"),
                  headers.getFirst("X-WC-Webhook-Signature"),
                  headers.getFirst("X-WC-Webhook-ID"),
                  exchange.getRemoteAddress().getAddress().getHostAddress(),
                  body));
      (answer == HookAnswer.ACCEPTED ? accepted : refused).incrementAndGet();
      return switch (answer) {
        case ACCEPTED -> 200;
        case UNKNOWN -> 404;
        case WRONG_SIGNATURE -> 401;
        case UNREADABLE -> 400;
        case TOO_MANY_FORGED -> 429;
        case LOCKED -> 503;
      };
    } catch (RuntimeException e) {
      return 503;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
