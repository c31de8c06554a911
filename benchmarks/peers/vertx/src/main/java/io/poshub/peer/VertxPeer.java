package io.poshub.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The hub's push on Vert.x: an order is posted, its event goes to all sockets of the tenant, made
 * text once. Nothing is stored; keys are a map in memory. {@code VertxPeer PORT TENANTS}; one event
 * loop does everything.
 */
public final class VertxPeer extends VerticleBase {
  private static final int BACKLOG = 4_096;

  private final int port;
  private final Map<String, String> tenantOfKey = new HashMap<>();
  private final Map<String, Set<ServerWebSocket>> sockets = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  private VertxPeer(int port, int tenants) {
    this.port = port;
    for (int i = 0; i < tenants; i++) {
      tenantOfKey.put("key-" + i, "t" + i);
      sockets.put("t" + i, new HashSet<>());
    }
  }

  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    Vertx.vertx()
        .deployVerticle(new VertxPeer(port, Integer.parseInt(args[1])))
        .onSuccess(_ -> System.out.println("ready on http://127.0.0.1:" + port))
        .onFailure(
            failure -> {
              System.err.println(failure);
              System.exit(1);
            });
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setAcceptBacklog(BACKLOG)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    return vertx
        .createHttpServer(options)
        .webSocketHandshakeHandler(
            handshake -> {
              String tenant = tenantOfKey.get(handshake.headers().get("x-api-key"));
              if (tenant != null && handshake.path().equals("/ws/pos/" + tenant)) {
                handshake.accept();
              } else {
                handshake.reject(401);
              }
            })
        .webSocketHandler(this::onSocket)
        .requestHandler(this::onRequest)
        .listen();
  }

  private void onSocket(ServerWebSocket socket) {
    String tenant = socket.path().substring("/ws/pos/".length());
    Set<ServerWebSocket> mine = sockets.get(tenant);
    mine.add(socket);
    socket.closeHandler(_ -> mine.remove(socket));
    socket.exceptionHandler(_ -> mine.remove(socket));
    socket.writeTextMessage("{\"type\":\"welcome\",\"tenant\":\"" + tenant + "\"}");
  }

  private void onRequest(HttpServerRequest request) {
    String tenant = tenantOfKey.get(request.getHeader("x-api-key"));
    if (tenant == null || !request.path().equals("/api/" + tenant + "/orders")) {
      request.response().setStatusCode(401).end();
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              JsonObject event = newOrder(tenant, body);
              Buffer answer =
                  new JsonObject().put("order", event.getJsonObject("data")).toBuffer();
              request.response().setStatusCode(201).end(answer);
              String text = event.encode();
              sockets.get(tenant).forEach(socket -> socket.writeTextMessage(text));
            });
  }

  private JsonObject newOrder(String tenant, Buffer body) {
    long seq = numbers.merge(tenant, 1L, Long::sum);
    String now = Instant.now().toString();
    return new JsonObject()
        .put("type", "new_order")
        .put("id", UUID.randomUUID().toString())
        .put("seq", seq)
        .put("tenant", tenant)
        .put("time", now)
        .put("data", order(body.toJsonObject(), seq, now));
  }

  private static JsonObject order(JsonObject given, long number, String now) {
    JsonArray items = new JsonArray();
    for (int i = 0; i < given.getJsonArray("items").size(); i++) {
      items.add(item(given.getJsonArray("items").getJsonObject(i)));
    }
    JsonObject order =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("version", 1)
            .put("source", given.getString("source"))
            .put("external_id", given.getString("external_id"))
            .put("display_number", Long.toString(number))
            .put("status", "pending")
            .put("fulfillment", new JsonObject().put("type", "pickup"))
            .put("customer", given.getJsonObject("customer"))
            .put("items", items)
            .put("currency", "GBP")
            .put("subtotal", given.getString("total"));
    for (String name : new String[] {"discount_total", "tax_total", "delivery_fee", "tip_total"}) {
      order.put(name, "0.00");
    }
    return order
        .put("tax_included", true)
        .put("total", given.getString("total"))
        .put("payments", new JsonArray())
        .put("note", given.getString("note"))
        .put("placed_at", now)
        .put("created_at", now)
        .put("updated_at", now);
  }

  private static JsonObject item(JsonObject given) {
    BigDecimal quantity = new BigDecimal(given.getString("quantity"));
    BigDecimal price = new BigDecimal(given.getString("unit_price"));
    return new JsonObject()
        .put("id", UUID.randomUUID().toString())
        .put("name", given.getString("name"))
        .put("quantity", given.getString("quantity"))
        .put("unit_price", given.getString("unit_price"))
        .put("modifiers", new JsonArray())
        .put("total", price.multiply(quantity).toPlainString());
  }
}
