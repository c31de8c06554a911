package io.poshub.connectors.link;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.woo.StatusMap;
import io.poshub.connectors.woo.Store;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's connection with its shop.
 *
 * @param shop which of the tenant's shops it is
 * @param hookSecret signs the shop's webhooks
 */
public record ShopLink(
    String tenant,
    ShopNumber shop,
    Store store,
    String hookSecret,
    Terms terms,
    About about,
    Progress progress) {
  public static final String WEBHOOKS_ACTIVE = "active";
  public static final String WEBHOOKS_OFF = "off";
  public static final String WEBHOOKS_FAILING = "failing";

  public ShopLink {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(shop, "shop is null");
    requireNonNull(store, "store is null");
    requireNonNull(hookSecret, "hookSecret is null");
  }

  public ShopLink with(String webhooks) {
    return new ShopLink(
        tenant,
        shop,
        store,
        hookSecret,
        terms,
        new About(about.timeZone(), about.currency(), about.version(), webhooks),
        progress);
  }

  /** How the two are kept in step. */
  public record Terms(
      int syncIntervalMinutes, int daysBack, int retentionDays, StatusMap statuses) {

    public Duration retention() {
      return Duration.ofDays(retentionDays);
    }
  }

  /**
   * What was learnt of the shop.
   *
   * @param webhooks {@code active}, {@code off} or {@code failing}
   */
  public record About(
      @Nullable String timeZone,
      @Nullable String currency,
      @Nullable String version,
      String webhooks) {}

  /**
   * How far the sweep is.
   *
   * @param cursor up to here, by the shop's clock, every change has been seen
   * @param requestedFrom from where somebody wants everything seen again
   * @param leaseUntil until when somebody sweeps
   */
  public record Progress(
      @Nullable Instant cursor,
      @Nullable Instant requestedFrom,
      @Nullable Instant leaseUntil,
      @Nullable Instant startedAt,
      int ordersSeen,
      @Nullable Integer ordersTotal,
      @Nullable Instant lastSyncAt,
      @Nullable Instant nextSyncAt,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt,
      int failures,
      Instant connectedAt) {}

  /**
   * How far a sweep is.
   *
   * @param upTo up to here everything has been seen; null if that is not known yet
   */
  public record Step(@Nullable Instant upTo, int ordersSeen, @Nullable Integer ordersTotal) {}

  @Override
  public String toString() {
    return "ShopLink[" + tenant + "]";
  }
}
