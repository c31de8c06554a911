package io.poshub.fakeshop;

import com.sun.net.httpserver.HttpServer;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A fake shop with a hook for each topic, and somebody who listens. */
final class HookBench implements AutoCloseable {
  static final List<String> TOPICS =
      List.of("order.created", "order.updated", "order.deleted", "order.restored");

  final FakeShop shop;

  /** What the listener answers from now on. */
  final AtomicInteger answer = new AtomicInteger(200);

  /** The bodies that reached the listener. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer listener;

  HookBench(ShopProfile profile) throws IOException {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(answer.get(), -1);
          exchange.close();
        });
    listener.start();
    shop =
        FakeShop.start(
            profile, ZoneId.of("Europe/London"), TestClock.at("2026-11-21T03:42:00Z"), true);
    for (String topic : TOPICS) {
      call(
          "POST",
          "/webhooks",
          "{\"topic\":\"%s\",\"delivery_url\":\"%s\",\"secret\":\"s\"}"
              .formatted(topic, listenerUrl("/hooks/woo")));
    }
  }

  long place(String status) {
    return shop.place(status, SampleOrders.random(new Random(1)));
  }

  String listenerUrl(String path) {
    return "http://127.0.0.1:" + listener.getAddress().getPort() + path;
  }

  JsonValue.Obj call(String method, String path, String json) throws IOException {
    String pair = ShopKey.FULL.key() + ":" + ShopKey.FULL.secret();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(shop.url() + "/wp-json/wc/v3" + path))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)))
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return (JsonValue.Obj)
          Json.parse(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (MalformedJsonException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    shop.close();
    client.shutdownNow();
    listener.stop(0);
  }
}
