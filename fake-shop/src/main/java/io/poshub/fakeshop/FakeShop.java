package io.poshub.fakeshop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shop as a server on this machine; a virtual thread per request. */
public final class FakeShop implements AutoCloseable {
  private static final Pattern ORDER = Pattern.compile("/orders/(\\d+)(/refunds|/notes)?");
  private static final Pattern WEBHOOK = Pattern.compile("/webhooks/(\\d+)");
  private static final String ROOT = "/wp-json/wc/v3";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ShopAuth auth;
  private final ShopHooks hooks;
  private final ShopStore store;
  private final OrderRoutes orders;
  private final ShopPages pages;
  private final InstantSource clock;
  private final boolean alwaysHttps;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Faults faults = Faults.NONE;

  private FakeShop(ShopProfile profile, ZoneId zone, InstantSource clock, boolean alwaysHttps)
      throws IOException {
    this.clock = clock;
    this.alwaysHttps = alwaysHttps;
    this.auth =
        new ShopAuth(List.of(ShopKey.FULL, ShopKey.READ, ShopKey.WRITE, ShopKey.CUSTOMER), clock);
    this.hooks = new ShopHooks(clock, zone, this::post);
    this.store = new ShopStore(profile, zone, clock, hooks);
    this.orders = new OrderRoutes(store, zone, profile, clock);
    this.pages = new ShopPages(profile, zone, "GBP");
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static FakeShop start(InstantSource clock) {
    return start(ShopProfile.CURRENT, ZoneId.of("Europe/London"), clock, false);
  }

  /**
   * Starts a shop.
   *
   * @param alwaysHttps whether every request counts as having come over TLS
   */
  public static FakeShop start(
      ShopProfile profile, ZoneId zone, InstantSource clock, boolean alwaysHttps) {
    try {
      return new FakeShop(profile, zone, clock, alwaysHttps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void faults(Faults plan) {
    faults = plan;
  }

  public ShopHooks hooks() {
    return hooks;
  }

  /** How many requests have come. */
  public int requests() {
    return requests.get();
  }

  public long place(String status, Map<String, JsonValue> members) {
    return store.add(null, status, clock.instant(), members);
  }

  public long place(String status, Instant created, Map<String, JsonValue> members) {
    return store.add(null, status, created, members);
  }

  public void setStatus(long id, String status) {
    store.setStatus(id, status);
  }

  public void change(long id, Map<String, JsonValue> members) {
    store.changeMembers(id, members);
  }

  /** Dates an order as a clock that was put back, or ahead, would have; nobody is told. */
  public void date(long id, Instant modified) {
    store.date(id, modified);
  }

  public void refund(long id, String amount) {
    store.refund(id, amount, "goodwill");
  }

  public void trash(long id) {
    store.trash(id);
  }

  public void deleteForGood(long id) {
    store.delete(id);
  }

  public void register(String status) {
    store.register(status);
  }

  public void unregister(String status) {
    store.unregister(status);
  }

  public List<Long> orderIds() {
    return store.ids();
  }

  /** An order as it is now, or null. */
  public JsonValue.@Nullable Obj order(long id) {
    return (JsonValue.Obj) store.find(id);
  }

  public @Nullable String status(long id) {
    JsonValue.Obj order = order(id);
    return order != null && order.members().get("status") instanceof JsonValue.Text(String status)
        ? status
        : null;
  }

  ShopStore store() {
    return store;
  }

  /** What is to be delivered, taken from the queue. */
  public List<Delivery> takeDeliveries() {
    return hooks.take(store::find, url() + "/");
  }

  /** Runs the queue: every delivery once, well or not. */
  public void runQueue() {
    takeDeliveries().forEach(hooks::send);
  }

  private int post(Delivery delivery) {
    try {
      return client.send(delivery.request(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      ShopRequest request = ShopRequest.of(exchange, alwaysHttps);
      Faults plan = faults;
      Fault fault = plan.next(request.method(), request.path());
      ShopAnswer answer =
          switch (fault) {
            case Fault.None _ -> answer(request);
            case Fault.TooMany(int seconds) ->
                ShopAnswer.html(429, "Slow down").with("Retry-After", Integer.toString(seconds));
            case Fault.Failing(int status, boolean asPage) ->
                asPage
                    ? ShopAnswer.html(status, "Trouble").with("Retry-After", "1")
                    : ShopAnswer.error(status, "internal_server_error", "trouble");
            case Fault.Outage outage -> ShopPages.outage(outage, request);
            case Fault.Canned(String json) -> ShopAnswer.written(json);
            case Fault.Stall(long millis) -> late(request, millis);
            case Fault.SwitchedOff _ -> ShopAnswer.error(404, "rest_no_route", "nothing here");
            case Fault.LostAnswer _ -> answer(request);
          };
      plan.answered(request.method(), request.path());
      if (!(fault instanceof Fault.LostAnswer)) {
        write(exchange, request, answer);
      }
    }
  }

  private ShopAnswer late(ShopRequest request, long millis) {
    try {
      // A shop that takes its time is what is played here.
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer(request);
  }

  private static void write(HttpExchange exchange, ShopRequest request, ShopAnswer answer)
      throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = request.method().equals("HEAD");
    exchange.sendResponseHeaders(
        answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }

  private ShopAnswer answer(ShopRequest request) {
    String path = request.path().replaceFirst("^/index\\.php", "");
    if (request.query().containsKey("rest_route")) {
      path = "/wp-json" + request.query().get("rest_route");
    }
    if (path.equals("/wp-json") || path.equals("/wp-json/")) {
      return pages.index();
    }
    if (!path.startsWith(ROOT)) {
      return ShopPages.noRoute();
    }
    return route(request, path.substring(ROOT.length()));
  }

  private ShopAnswer route(ShopRequest request, String path) {
    if (path.isEmpty() || path.equals("/")) {
      return ShopPages.routes();
    }
    if (request.method().equals("OPTIONS")) {
      return ShopAnswer.json(200, new JsonValue.Obj(Map.of()));
    }
    ShopAnswer refused = ShopPages.refused(auth.who(request), request, path);
    if (refused != null) {
      return refused;
    }
    Matcher order = ORDER.matcher(path);
    Matcher hook = WEBHOOK.matcher(path);
    if (order.matches() && order.group(2) == null) {
      return order(request, Long.parseLong(order.group(1)));
    }
    if (hook.matches()) {
      return webhook(request, Long.parseLong(hook.group(1)));
    }
    return switch (request.method() + " " + path) {
      case "GET /orders", "HEAD /orders" -> orders.list(request);
      case "POST /orders" -> orders.create(request);
      case "POST /orders/batch", "PUT /orders/batch" -> orders.batch(request);
      case "GET /webhooks" -> hooks.list();
      case "POST /webhooks" -> hooks.create(request, json(request));
      default -> pages.page(request, path);
    };
  }

  private ShopAnswer order(ShopRequest request, long id) {
    return switch (request.method()) {
      case "GET", "HEAD" -> orders.get(request, id);
      case "PUT", "PATCH", "POST" -> orders.put(request, id);
      case "DELETE" -> orders.delete(request, id);
      default -> ShopPages.noRoute();
    };
  }

  private ShopAnswer webhook(ShopRequest request, long id) {
    return switch (request.method()) {
      case "GET" -> hooks.find(id);
      case "PUT", "PATCH", "POST" -> hooks.put(id, json(request));
      case "DELETE" -> hooks.delete(id, "true".equals(request.param("force")));
      default -> ShopPages.noRoute();
    };
  }

  private static JsonValue.Obj json(ShopRequest request) {
    try {
      return OrderRoutes.body(request);
    } catch (MalformedJsonException e) {
      return new JsonValue.Obj(Map.of());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
