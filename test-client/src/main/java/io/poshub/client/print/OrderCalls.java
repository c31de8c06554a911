package io.poshub.client.print;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.client.http.Refusal;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of one printing till, each waited for. Any thread. */
public final class OrderCalls {
  static final int LEASE_S = 60;

  /** Pages of pending orders that are read at most. */
  private static final int PAGES_MAX = 1_000;

  private static final int NOT_FOUND = 404;

  private final HubHttp http;
  private final String root;
  private final String terminal;
  private final Ids ids = new Ids();

  public OrderCalls(HubHttp http, String tenant, String terminal) {
    this.http = requireNonNull(http, "http is null");
    this.root = "/api/" + HubHttp.encoded(tenant) + "/orders";
    this.terminal = requireNonNull(terminal, "terminal is null");
  }

  boolean isOwn(String name) {
    return terminal.equals(name);
  }

  ClaimAnswer claim(String orderId) throws HubSilentException {
    CallResult result = post(orderId + "/claim", Map.of("terminal", terminal, "lease_s", LEASE_S));
    return switch (result) {
      case CallResult.Answered answer -> won(answer.body());
      case CallResult.Refused(Refusal refusal) -> refused(refusal);
      case CallResult.Unanswered(String why, boolean _) -> throw new HubSilentException(why);
    };
  }

  /** True if the print counts, false if the order is no longer this till's. */
  boolean printed(String orderId, long fence) throws HubSilentException {
    return switch (post(orderId + "/printed", Map.of("terminal", terminal, "fence", fence))) {
      case CallResult.Answered _ -> true;
      case CallResult.Refused(Refusal refusal) when "stale_fence".equals(refusal.code()) -> false;
      case CallResult.Refused(Refusal refusal) -> throw new HubSilentException(refusal.line());
      case CallResult.Unanswered(String why, boolean _) -> throw new HubSilentException(why);
    };
  }

  /** True if the order is accepted now, false if it could not be, because it has moved on. */
  boolean accept(String orderId) throws HubSilentException {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("status", "accepted");
    change.put("terminal", terminal);
    return switch (http.call("PATCH", root + "/" + orderId, change, HubHttp.ANSWER_WAIT).join()) {
      case CallResult.Answered _ -> true;
      case CallResult.Refused(Refusal refusal) when !refusal.retryable() -> false;
      case CallResult.Refused(Refusal refusal) -> throw new HubSilentException(refusal.line());
      case CallResult.Unanswered(String why, boolean _) -> throw new HubSilentException(why);
    };
  }

  /** The order as it is now; null if there is none. */
  @Nullable JsonValue read(String orderId) throws HubSilentException {
    return switch (get("/" + orderId)) {
      case CallResult.Answered answer -> JsonText.find(answer.body(), "order");
      case CallResult.Refused(Refusal refusal) when refusal.status() == NOT_FOUND -> null;
      case CallResult.Refused(Refusal refusal) -> throw new HubSilentException(refusal.line());
      case CallResult.Unanswered(String why, boolean _) -> throw new HubSilentException(why);
    };
  }

  /** Every online order that waits to be accepted. */
  List<JsonValue> pending() throws HubSilentException {
    List<JsonValue> orders = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < PAGES_MAX && cursor != null; page++) {
      cursor =
          switch (get("/pending" + (cursor.isEmpty() ? "" : "?cursor=" + cursor))) {
            case CallResult.Answered answer -> {
              orders.addAll(JsonText.items(answer.body(), "orders"));
              yield next(answer.body());
            }
            case CallResult.Refused(Refusal refusal) ->
                throw new HubSilentException(refusal.line());
            case CallResult.Unanswered(String why, boolean _) -> throw new HubSilentException(why);
          };
    }
    return orders;
  }

  private static @Nullable String next(JsonValue page) {
    String cursor = JsonText.at(page, "cursor");
    boolean hasMore = "true".equals(JsonText.at(page, "has_more"));
    return hasMore && cursor != null ? HubHttp.encoded(cursor) : null;
  }

  private static ClaimAnswer won(JsonValue body) throws HubSilentException {
    Long fence = JsonText.count(body, "fence");
    if (fence == null) {
      throw new HubSilentException("the hub's claim has no fence");
    }
    return new ClaimAnswer.Won(fence);
  }

  private static ClaimAnswer refused(Refusal refusal) throws HubSilentException {
    Refusal.Claim claim = refusal.claim();
    if (claim != null) {
      return new ClaimAnswer.Taken(claim.by(), claim.until());
    }
    if (refusal.status() == NOT_FOUND || "not_claimable".equals(refusal.code())) {
      return new ClaimAnswer.NotWanted();
    }
    throw new HubSilentException(refusal.line());
  }

  /** Claims and prints repeat harmlessly; the key is for tenants that ask for one. */
  private CallResult post(String path, Map<String, Object> body) {
    Map<String, String> key = Map.of("Idempotency-Key", ids.next());
    return http.post(root + "/" + path, Json.write(body), key, HubHttp.ANSWER_WAIT).join();
  }

  private CallResult get(String path) {
    return http.get(root + path, HubHttp.ANSWER_WAIT).join();
  }
}
