package io.poshub.engine.shop;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * How to reach a shop, and how it shall be kept in step. Its text hides the keys.
 *
 * @param statusMap which of the shop's statuses stands for which of the hub's, where it is not the
 *     usual one
 * @param retentionDays how long the shop's orders are kept after they are over
 */
public record ShopAccess(
    String storeUrl,
    String consumerKey,
    String consumerSecret,
    int syncIntervalMinutes,
    int daysBack,
    int retentionDays,
    Map<String, String> statusMap) {
  public static final int INTERVAL_DEFAULT_MINUTES = 5;
  public static final int INTERVAL_MAX_MINUTES = 1_440;
  public static final int DAYS_BACK_DEFAULT = 30;
  public static final int DAYS_BACK_MAX = 365;
  public static final int RETENTION_DEFAULT_DAYS = 90;
  public static final int RETENTION_MAX_DAYS = 3_650;
  public static final int STORE_URL_MAX_CHARS = 255;
  public static final int KEY_MAX_CHARS = 100;
  public static final int STATUS_MAX_CHARS = 60;

  public ShopAccess {
    requireNonNull(storeUrl, "storeUrl is null");
    requireNonNull(consumerKey, "consumerKey is null");
    requireNonNull(consumerSecret, "consumerSecret is null");
    statusMap = Map.copyOf(statusMap);
  }

  @Override
  public String toString() {
    return "ShopAccess[" + storeUrl + ", keys hidden]";
  }
}
