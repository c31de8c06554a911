package io.poshub.rest.shop;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.shop.ShopAccess;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.order.OrderStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads how a shop is to be reached. Pure; any thread. */
final class AccessReader {
  /** The statuses a till can give an order. */
  private static final List<OrderStatus> TOLD =
      List.of(
          OrderStatus.ACCEPTED,
          OrderStatus.PREPARING,
          OrderStatus.READY,
          OrderStatus.COMPLETED,
          OrderStatus.REJECTED,
          OrderStatus.CANCELLED);

  private static final Pattern SHOP_STATUS = Pattern.compile("[a-z][a-z0-9-]{0,59}");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  private AccessReader() {}

  static ShopAccess read(Fields fields) {
    String storeUrl = fields.text("store_url", ShopAccess.STORE_URL_MAX_CHARS);
    String key = key(fields, "consumer_key");
    String secret = key(fields, "consumer_secret");
    int interval =
        number(
            fields,
            "sync_interval_minutes",
            ShopAccess.INTERVAL_DEFAULT_MINUTES,
            1,
            ShopAccess.INTERVAL_MAX_MINUTES);
    int daysBack =
        number(fields, "days_back", ShopAccess.DAYS_BACK_DEFAULT, 0, ShopAccess.DAYS_BACK_MAX);
    int retention =
        number(
            fields,
            "retention_days",
            ShopAccess.RETENTION_DEFAULT_DAYS,
            1,
            ShopAccess.RETENTION_MAX_DAYS);
    Map<String, String> statuses =
        requireNonNullElse(fields.optionalObject("status_map", AccessReader::statuses), Map.of());
    fields.check();
    return new ShopAccess(storeUrl, key, secret, interval, daysBack, retention, statuses);
  }

  private static String key(Fields fields, String name) {
    String key = fields.text(name, ShopAccess.KEY_MAX_CHARS);
    if (!key.isEmpty() && !KEY.matcher(key).matches()) {
      fields.reject(name, "must be visible ASCII");
    }
    return key;
  }

  private static int number(Fields fields, String name, int otherwise, int min, int max) {
    Long given = fields.optionalInteger(name, min, max);
    return given == null ? otherwise : given.intValue();
  }

  private static Map<String, String> statuses(Fields map) {
    Map<String, String> statuses = new LinkedHashMap<>();
    for (OrderStatus status : TOLD) {
      String word = map.optionalText(status.wire(), ShopAccess.STATUS_MAX_CHARS);
      if (word != null && !SHOP_STATUS.matcher(word).matches()) {
        map.reject(status.wire(), "must be a status of the shop such as awaiting-pickup");
      } else if (word != null) {
        statuses.put(status.wire(), word);
      }
    }
    return statuses;
  }
}
