package io.poshub.fakeshop;

import static io.poshub.fakeshop.ShopAnswer.number;
import static io.poshub.fakeshop.ShopAnswer.obj;
import static io.poshub.fakeshop.ShopAnswer.text0;

import io.poshub.protocol.json.JsonValue;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the shop says of itself, and to those it does not know. */
final class ShopPages {
  private static final Set<String> KNOWN =
      Set.of("orders", "webhooks", "system_status", "settings", "data", "reports", "refunds");

  private final ShopProfile profile;
  private final ZoneId zone;
  private final String currency;

  ShopPages(ShopProfile profile, ZoneId zone, String currency) {
    this.profile = profile;
    this.zone = zone;
    this.currency = currency;
  }

  /** The answer to somebody who may not do this; null for those who may. */
  static @Nullable ShopAnswer refused(ShopAuth.Who who, ShopRequest request, String path) {
    if (who instanceof ShopAuth.Who.Wrong(ShopAnswer answer)) {
      return answer;
    }
    String first = path.split("/", 3)[1];
    boolean exists =
        KNOWN.contains(first) && !path.matches("/orders/.*[a-z].*(?<!batch)(?<!refunds)(?<!notes)");
    if (!exists || (path.equals("/orders") && request.method().equals("DELETE"))) {
      return noRoute();
    }
    boolean mayManage = who instanceof ShopAuth.Who.Known(ShopKey key) && key.ownerMayManage();
    if (mayManage) {
      return null;
    }
    String verb = request.changes() ? "edit" : "view";
    return ShopAnswer.error(
        who instanceof ShopAuth.Who.Nobody ? 401 : 403, "woocommerce_rest_cannot_" + verb, "no");
  }

  static ShopAnswer outage(Faults.Fault.Outage outage, ShopRequest request) {
    boolean json = "application/json".equals(request.headers().get("accept"));
    ShopAnswer answer =
        json
            ? ShopAnswer.error(outage.status(), outage.code(), "it is down")
            : ShopAnswer.html(outage.status(), "It is down");
    return outage.retryAfterSeconds() == 0
        ? answer
        : answer.with("Retry-After", Integer.toString(outage.retryAfterSeconds()));
  }

  static ShopAnswer noRoute() {
    return ShopAnswer.error(404, "rest_no_route", "nothing here");
  }

  /** What the API itself can do. */
  static ShopAnswer routes() {
    return ShopAnswer.json(
        200, obj("namespace", text0("wc/v3"), "routes", new JsonValue.Obj(Map.of())));
  }

  /** Anybody may read this. */
  ShopAnswer index() {
    return ShopAnswer.json(
        200,
        obj(
            "name", text0("Made-up shop"),
            "gmt_offset", number(0),
            "timezone_string", text0(zone.getId()),
            "namespaces", new JsonValue.Arr(List.of(text0("wc/v3")))));
  }

  ShopAnswer page(ShopRequest request, String path) {
    if (!request.method().equals("GET")) {
      return noRoute();
    }
    return switch (path) {
      case "/system_status" ->
          ShopAnswer.json(200, OrderRoutes.fields(systemStatus(), request, true));
      case "/settings/general/woocommerce_currency" ->
          ShopAnswer.json(200, obj("id", text0("woocommerce_currency"), "value", text0(currency)));
      case "/data/currencies/current" -> ShopAnswer.json(200, obj("code", text0(currency)));
      default -> noRoute();
    };
  }

  private JsonValue systemStatus() {
    return obj(
        "environment", obj("version", text0(profile.version()), "wp_version", text0("6.9.6")),
        "settings",
            obj(
                "currency", text0(currency),
                "number_of_decimals", number(2),
                "HPOS_enabled", new JsonValue.Bool(profile.hasOwnTables())));
  }
}
