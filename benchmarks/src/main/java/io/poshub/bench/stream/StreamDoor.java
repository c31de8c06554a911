package io.poshub.bench.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poshub.engine.stream.CommittedEvents;
import io.poshub.engine.tenant.AuthResult;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.JsonValue.Num;
import io.poshub.protocol.json.JsonValue.Obj;
import io.poshub.protocol.json.JsonValue.Text;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpDoor;
import io.poshub.rest.HttpReply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Takes orders, fills in what the hub would, and makes them events. Virtual threads. */
final class StreamDoor implements HttpDoor {
  private static final Text NOTHING = new Text("0.00");

  private final MemoryKeys keys;
  private final MemoryStreams streams;
  private final CommittedEvents told;
  private final Ids ids = new Ids();
  private final AtomicLong numbers = new AtomicLong();

  StreamDoor(MemoryKeys keys, MemoryStreams streams, CommittedEvents told) {
    this.keys = keys;
    this.streams = streams;
    this.told = told;
  }

  @Override
  public CompletionStage<HttpReply> handle(HttpCall call) {
    return CompletableFuture.completedFuture(answer(call));
  }

  private HttpReply answer(HttpCall call) {
    if (!(keys.authenticate(call.header("x-api-key"))
        instanceof AuthResult.Known(var caller, var _))) {
      return HttpReply.empty(401);
    }
    if (!call.path().equals("/api/" + caller.tenant() + "/orders")) {
      return HttpReply.empty(404);
    }
    try {
      if (!(Json.parse(call.body()) instanceof Obj given)) {
        return HttpReply.empty(400);
      }
      String order = Json.write(order(given));
      streams.append(caller.tenant(), EventType.NEW_ORDER, order, told);
      return HttpReply.json(201, ("{\"order\":" + order + "}").getBytes(UTF_8));
    } catch (MalformedJsonException e) {
      return HttpReply.empty(400);
    }
  }

  private Obj order(Obj given) {
    Text now = new Text(Instant.now().toString());
    Map<String, JsonValue> order = new LinkedHashMap<>();
    order.put("id", new Text(ids.next()));
    order.put("version", new Num("1"));
    order.putAll(given.members());
    order.put("display_number", new Text(Long.toString(numbers.incrementAndGet())));
    order.put("status", new Text("pending"));
    order.put("fulfillment", new Obj(Map.of("type", new Text("pickup"))));
    order.put("currency", new Text("GBP"));
    order.put("subtotal", given.members().getOrDefault("total", NOTHING));
    for (String name : List.of("discount_total", "tax_total", "delivery_fee", "tip_total")) {
      order.put(name, NOTHING);
    }
    order.put("tax_included", new JsonValue.Bool(true));
    order.put("payments", new JsonValue.Arr(List.of()));
    for (String name : List.of("placed_at", "created_at", "updated_at")) {
      order.put(name, now);
    }
    return new Obj(order);
  }

  @Override
  public int maxBodyBytes(String method, String path) {
    return Limits.BODY_MAX_BYTES;
  }
}
