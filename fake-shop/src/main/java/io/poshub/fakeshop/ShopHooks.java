package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The shop's webhooks: what changed is queued once per hook and order, and is told with the state
 * it has when the queue runs. Nothing is ever sent a second time; the seventh failure in a row
 * disables a hook.
 */
public final class ShopHooks {
  /** A hook with more failures than this is disabled by the next one. */
  private static final int FAILURES_MAX = 5;

  private static final int PING_ANSWER = 200;
  private static final Set<String> EVENTS = Set.of("created", "updated", "deleted", "restored");

  private final TreeMap<Long, Hook> hooks = new TreeMap<>();
  private final LinkedHashSet<Queued> queue = new LinkedHashSet<>();
  private final InstantSource clock;
  private final ZoneId zone;
  private final Poster poster;

  /** Sends a delivery and tells the answer's status, 0 for none. */
  @FunctionalInterface
  public interface Poster {
    int post(Delivery delivery);
  }

  private final Set<Long> unanswered = new HashSet<>();
  private long lastId;

  private record Queued(long hookId, long orderId) {}

  ShopHooks(InstantSource clock, ZoneId zone, Poster poster) {
    this.clock = clock;
    this.zone = zone;
    this.poster = poster;
  }

  synchronized void changed(String event, long orderId) {
    for (Hook hook : hooks.values()) {
      if (hook.status().equals("active") && hook.topic().equals("order." + event)) {
        queue.add(new Queued(hook.id(), orderId));
      }
    }
  }

  /** How many deliveries wait. */
  public synchronized int queued() {
    return queue.size();
  }

  /** Takes the queue as deliveries with the state orders have now. */
  List<Delivery> take(LongFunction<@Nullable JsonValue> orders, String source) {
    List<Delivery> deliveries = new ArrayList<>();
    // Outside of this lock: the store calls in here while it holds its own.
    for (Map.Entry<Queued, Hook> due : drain().entrySet()) {
      long orderId = due.getKey().orderId();
      Hook hook = due.getValue();
      JsonValue state =
          hook.event().equals("deleted")
              ? ShopAnswer.obj("id", ShopAnswer.number(orderId))
              : orders.apply(orderId);
      JsonValue body =
          state == null
              ? ShopAnswer.errorBody(404, "woocommerce_rest_shop_order_invalid_id", "not there")
              : state;
      deliveries.add(
          Delivery.of(
              hook,
              source,
              clock.instant().getEpochSecond(),
              ShopAnswer.text(body).getBytes(StandardCharsets.US_ASCII)));
    }
    return deliveries;
  }

  private synchronized Map<Queued, Hook> drain() {
    Map<Queued, Hook> due = new LinkedHashMap<>();
    for (Queued queued : queue) {
      Hook hook = hooks.get(queued.hookId());
      if (hook != null && hook.status().equals("active")) {
        due.put(queued, hook);
      }
    }
    queue.clear();
    return due;
  }

  /** Sends one delivery, and counts what came of it. */
  public void send(Delivery delivery) {
    int status = poster.post(delivery);
    long id = Long.parseLong(delivery.headers().getOrDefault("X-WC-Webhook-ID", "0"));
    synchronized (this) {
      Hook hook = hooks.get(id);
      if (hook != null) {
        hooks.put(id, counted(hook, status >= 200 && status <= 302));
      }
    }
  }

  private static Hook counted(Hook hook, boolean success) {
    if (success) {
      return hook.with(hook.status(), 0);
    }
    return hook.failures() > FAILURES_MAX
        ? hook.with("disabled", hook.failures())
        : hook.with(hook.status(), hook.failures() + 1);
  }

  ShopAnswer create(ShopRequest request, JsonValue.Obj wish) {
    String topic = text(wish, "topic");
    String url = text(wish, "delivery_url");
    if (url == null) {
      return missing("delivery_url");
    }
    if (topic == null
        || !topic.startsWith("order.")
        || !EVENTS.contains(topic.substring("order.".length()))) {
      return ShopAnswer.error(400, "woocommerce_rest_shop_webhook_invalid_topic", "no such topic");
    }
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      return ShopAnswer.error(
          400, "woocommerce_rest_shop_webhook_invalid_delivery_url", "not an address");
    }
    String secret = text(wish, "secret");
    String name = text(wish, "name");
    Hook hook;
    synchronized (this) {
      long id = ++lastId;
      hook =
          new Hook(
              id,
              name == null ? "" : name,
              topic,
              url,
              secret == null ? "made-by-the-shop" : secret,
              "active",
              0,
              clock.instant(),
              null);
      hooks.put(id, hook);
    }
    ping(hook);
    return ShopAnswer.json(201, hook.json(zone))
        .with("Location", "https://" + request.host() + request.path() + "/" + hook.id());
  }

  private static ShopAnswer missing(String param) {
    JsonValue.Obj data =
        ShopAnswer.obj(
            "status",
            ShopAnswer.number(400),
            "params",
            new JsonValue.Arr(List.of(ShopAnswer.text0(param))));
    return ShopAnswer.json(
        400,
        ShopAnswer.obj(
            "code",
            ShopAnswer.text0("rest_missing_callback_param"),
            "message",
            ShopAnswer.text0("missing: " + param),
            "data",
            data));
  }

  /** The next hook gets this id. */
  synchronized void nextId(long id) {
    lastId = id - 1;
  }

  ShopAnswer put(long id, JsonValue.Obj wish) {
    Hook after;
    boolean moved;
    synchronized (this) {
      Hook hook = hooks.get(id);
      if (hook == null) {
        return unknown();
      }
      String status = text(wish, "status");
      if (status != null && !Set.of("active", "paused", "disabled").contains(status)) {
        return ShopAnswer.invalidParam("status", "is not one of three");
      }
      String url = text(wish, "delivery_url");
      String secret = text(wish, "secret");
      moved = url != null && !url.equals(hook.url());
      after =
          new Hook(
              id,
              hook.name(),
              hook.topic(),
              url == null ? hook.url() : url,
              secret == null ? hook.secret() : secret,
              status == null ? hook.status() : status,
              hook.failures(),
              hook.created(),
              clock.instant());
      hooks.put(id, after);
    }
    if (moved || isUnanswered(id)) {
      ping(after);
    }
    return ShopAnswer.json(200, after.json(zone));
  }

  /** A ping that was not answered well is sent again with the next change of the hook. */
  private void ping(Hook hook) {
    boolean answered = poster.post(Delivery.ping(hook)) == PING_ANSWER;
    synchronized (this) {
      hooks.computeIfPresent(hook.id(), (_, now) -> now.touched(clock.instant()));
      if (answered) {
        unanswered.remove(hook.id());
      } else {
        unanswered.add(hook.id());
      }
    }
  }

  private synchronized boolean isUnanswered(long id) {
    return unanswered.contains(id);
  }

  synchronized ShopAnswer find(long id) {
    Hook hook = hooks.get(id);
    return hook == null ? unknown() : ShopAnswer.json(200, hook.json(zone));
  }

  synchronized ShopAnswer list() {
    List<JsonValue> all = hooks.values().stream().map(h -> (JsonValue) h.json(zone)).toList();
    return ShopAnswer.json(200, new JsonValue.Arr(all))
        .with("X-WP-Total", Integer.toString(all.size()))
        .with("X-WP-TotalPages", all.isEmpty() ? "0" : "1");
  }

  synchronized ShopAnswer delete(long id, boolean force) {
    if (!force) {
      return ShopAnswer.error(501, "woocommerce_rest_trash_not_supported", "only for good");
    }
    Hook hook = hooks.remove(id);
    return hook == null ? unknown() : ShopAnswer.json(200, hook.json(zone));
  }

  /** Switches hooks off, as a person at the shop or a row of failures does. */
  public synchronized void disableAll() {
    hooks.replaceAll((_, hook) -> hook.with("disabled", FAILURES_MAX + 1));
  }

  /** How many hooks are active. */
  public synchronized long active() {
    return hooks.values().stream().filter(hook -> hook.status().equals("active")).count();
  }

  /** How many deliveries of a hook have failed in a row. */
  synchronized int failures(long id) {
    Hook hook = hooks.get(id);
    return hook == null ? 0 : hook.failures();
  }

  public synchronized int count() {
    return hooks.size();
  }

  private static ShopAnswer unknown() {
    return ShopAnswer.error(404, "woocommerce_rest_shop_webhook_invalid_id", "no such hook");
  }

  private static @Nullable String text(JsonValue.Obj wish, String name) {
    return wish.members().get(name) instanceof JsonValue.Text(String value) ? value : null;
  }
}
