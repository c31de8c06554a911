package io.poshub.engine.shop;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection with a shop is, as clients see it.
 *
 * @param state {@code active}; {@code failing} since the last attempt did not work; {@code locked}
 *     while its keys do not open with the hub's secret key
 * @param webhooks {@code active}, {@code off} without a public address of the hub, or {@code
 *     failing}
 */
public record ShopState(
    String connector,
    String state,
    String storeUrl,
    String consumerKeyEnds,
    int syncIntervalMinutes,
    int daysBack,
    int retentionDays,
    Map<String, String> statusMap,
    @Nullable String timeZone,
    @Nullable String currency,
    @Nullable String shopVersion,
    String webhooks,
    @Nullable Instant lastSyncAt,
    @Nullable Instant nextSyncAt,
    @Nullable String lastError,
    @Nullable Instant lastErrorAt,
    Backlog backlog,
    SyncProgress sync,
    Instant connectedAt) {
  public ShopState {
    statusMap = Map.copyOf(statusMap);
  }

  /** What waits: jobs for the shop, those given up, and orders that could not be read. */
  public record Backlog(int waitingJobs, int deadJobs, int unmappableOrders) {}

  /**
   * How far the look at the shop's orders is.
   *
   * @param state {@code idle}, {@code requested} or {@code running}
   * @param percent of the orders to be looked at, as far as the shop tells their number
   */
  public record SyncProgress(
      String state,
      @Nullable Instant startedAt,
      int ordersSeen,
      @Nullable Integer ordersTotal,
      @Nullable Integer percent,
      @Nullable Instant upTo) {}
}
