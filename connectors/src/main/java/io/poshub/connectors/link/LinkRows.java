package io.poshub.connectors.link;

import io.poshub.connectors.sql.QueryRows;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.sql.Columns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code shop_connections}. One connection in the main schema, one thread. */
final class LinkRows {
  private static final int ERROR_MAX_CHARS = 500;
  private static final String THIS_ONE = " WHERE tenant = ? AND connector = ?";

  private final QueryRows query;

  LinkRows(Connection connection) {
    this.query = new QueryRows(connection);
  }

  /** A row whose secrets are still sealed. */
  record Stored(
      String tenant,
      ShopNumber shop,
      String storeUrl,
      byte[] secrets,
      String keyEnds,
      int syncIntervalMinutes,
      int daysBack,
      int retentionDays,
      String statusMap,
      ShopLink.About about,
      ShopLink.Progress progress) {}

  Optional<Stored> find(String tenant) throws SQLException {
    return query
        .select(
            "SELECT * FROM shop_connections" + THIS_ONE,
            List.of(tenant, ShopConnector.WOOCOMMERCE),
            LinkRows::stored)
        .stream()
        .findFirst();
  }

  List<String> tenants() throws SQLException {
    return query.select(
        "SELECT DISTINCT tenant FROM shop_connections ORDER BY tenant",
        List.of(),
        row -> row.getString(1));
  }

  /**
   * Another shop begins anew, and whoever sweeps the former one has to stop; the same one goes on
   * where it was.
   */
  void write(Stored link, Instant now) throws SQLException {
    String sql =
        """
        INSERT INTO shop_connections (tenant, connector, shop, store_url, secrets, key_ends,
          sync_interval_minutes, days_back, retention_days, status_map, time_zone, currency,
          shop_version, webhooks, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE
          cursor_at = IF(shop = VALUES(shop), cursor_at, NULL),
          requested_from = IF(shop = VALUES(shop), requested_from, NULL),
          lease = IF(shop = VALUES(shop), lease, NULL),
          lease_until = IF(shop = VALUES(shop), lease_until, NULL),
          sync_started_at = IF(shop = VALUES(shop), sync_started_at, NULL),
          orders_seen = IF(shop = VALUES(shop), orders_seen, 0),
          orders_total = IF(shop = VALUES(shop), orders_total, NULL),
          last_sync_at = IF(shop = VALUES(shop), last_sync_at, NULL),
          created_at = IF(shop = VALUES(shop), created_at, VALUES(created_at)),
          shop = VALUES(shop), store_url = VALUES(store_url), secrets = VALUES(secrets), key_ends = VALUES(key_ends),
          sync_interval_minutes = VALUES(sync_interval_minutes), days_back = VALUES(days_back),
          retention_days = VALUES(retention_days), status_map = VALUES(status_map),
          time_zone = VALUES(time_zone), currency = VALUES(currency),
          shop_version = VALUES(shop_version), webhooks = VALUES(webhooks),
          last_error = NULL, last_error_at = NULL, failures = 0, updated_at = VALUES(updated_at)
        """;
    List<@Nullable Object> values = new ArrayList<>();
    values.add(link.tenant());
    values.add(ShopConnector.WOOCOMMERCE);
    values.add(link.shop().value());
    values.add(link.storeUrl());
    values.add(link.secrets());
    values.add(link.keyEnds());
    values.add(link.syncIntervalMinutes());
    values.add(link.daysBack());
    values.add(link.retentionDays());
    values.add(link.statusMap());
    values.add(link.about().timeZone());
    values.add(link.about().currency());
    values.add(link.about().version());
    values.add(link.about().webhooks());
    values.add(utc(now));
    values.add(utc(now));
    query.update(sql, values);
  }

  boolean delete(String tenant) throws SQLException {
    return query.update(
            "DELETE FROM shop_connections" + THIS_ONE, List.of(tenant, ShopConnector.WOOCOMMERCE))
        > 0;
  }

  /** Takes the sweep, if nobody has it. */
  boolean lease(String tenant, String lease, Instant until, Instant now) throws SQLException {
    return update(
            "lease = ?, lease_until = ?, sync_started_at = ?, orders_seen = 0, orders_total = NULL",
            " AND (lease IS NULL OR lease_until < ?)",
            tenant,
            List.of(lease, utc(until), utc(now)),
            List.of(utc(now)))
        == 1;
  }

  /**
   * Keeps the sweep and says how far it is.
   *
   * @param requested from where this sweep was wanted, which is a cursor of its own; null if nobody
   *     has asked for it
   * @return false if somebody else has it meanwhile
   */
  boolean proceed(
      String tenant, String lease, Instant until, ShopLink.Step step, @Nullable Instant requested)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(utc(until));
    values.add(step.ordersSeen());
    values.add(step.ordersTotal());
    String upTo = Columns.utc(step.upTo());
    if (requested != null) {
      values.addAll(Arrays.asList(utc(requested), upTo, utc(requested)));
    }
    values.add(upTo);
    return update(
            "lease_until = ?, orders_seen = ?, orders_total = ?, "
                + (requested == null
                    ? "cursor_at = COALESCE(?, cursor_at)"
                    // What somebody has asked for in the middle of this sweep is left alone.
                    : "requested_from = IF(requested_from = ?, COALESCE(?, requested_from),"
                        + " requested_from),"
                        // A sweep that began before the cursor takes it along.
                        + " cursor_at = IF(cursor_at >= ?, GREATEST(cursor_at,"
                        + " COALESCE(?, cursor_at)), cursor_at)"),
            " AND lease = ?",
            tenant,
            values,
            List.of(lease))
        == 1;
  }

  boolean renew(String tenant, String lease, Instant until) throws SQLException {
    return update("lease_until = ?", " AND lease = ?", tenant, List.of(utc(until)), List.of(lease))
        == 1;
  }

  /**
   * Ends a sweep that saw everything.
   *
   * @param requested what it was asked for, as far as it has come; null if nobody has asked for it
   */
  void succeeded(
      String tenant, String lease, @Nullable Instant requested, String webhooks, Instant now)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(utc(now), webhooks));
    if (requested != null) {
      values.add(utc(requested));
    }
    update(
        "lease = NULL, lease_until = NULL, last_sync_at = ?, webhooks = ?, last_error = NULL,"
            + " last_error_at = NULL, failures = 0"
            + (requested == null ? "" : ", requested_from = NULLIF(requested_from, ?)"),
        " AND lease = ?",
        tenant,
        values,
        List.of(lease));
  }

  /** Ends a sweep whose time was over; it is wanted from there, unless from earlier already. */
  void paused(String tenant, String lease, Instant place) throws SQLException {
    update(
        "lease = NULL, lease_until = NULL, last_error = NULL, last_error_at = NULL, failures = 0,"
            + " requested_from = LEAST(COALESCE(requested_from, ?), ?)",
        " AND lease = ?",
        tenant,
        List.of(utc(place), utc(place)),
        List.of(lease));
  }

  boolean failed(String tenant, String lease, String error, Instant now) throws SQLException {
    return update(
            "lease = NULL, lease_until = NULL, last_error = ?, last_error_at = ?,"
                + " failures = failures + 1",
            " AND lease = ?",
            tenant,
            List.of(error.substring(0, Math.min(error.length(), ERROR_MAX_CHARS)), utc(now)),
            List.of(lease))
        == 1;
  }

  /** Nobody has a sweep any more; returns whose those were. */
  List<String> endSweeps() throws SQLException {
    List<String> swept =
        query.select(
            "SELECT tenant FROM shop_connections WHERE connector = ? AND lease IS NOT NULL",
            List.of(ShopConnector.WOOCOMMERCE),
            row -> row.getString(1));
    query.update(
        "UPDATE shop_connections SET lease = NULL, lease_until = NULL WHERE connector = ?",
        List.of(ShopConnector.WOOCOMMERCE));
    return swept;
  }

  void nextAt(String tenant, Instant at) throws SQLException {
    update("next_sync_at = ?", "", tenant, List.of(utc(at)), List.of());
  }

  void request(String tenant, Instant from) throws SQLException {
    update(
        "requested_from = LEAST(COALESCE(requested_from, ?), ?)",
        "",
        tenant,
        List.of(utc(from), utc(from)),
        List.of());
  }

  private int update(
      String assignments,
      String condition,
      String tenant,
      List<? extends @Nullable Object> values,
      List<?> conditionValues)
      throws SQLException {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.add(tenant);
    all.add(ShopConnector.WOOCOMMERCE);
    all.addAll(conditionValues);
    return query.update("UPDATE shop_connections SET " + assignments + THIS_ONE + condition, all);
  }

  private static String utc(Instant time) {
    return String.valueOf(Columns.utc(time));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getString("tenant"),
        new ShopNumber(row.getInt("shop")),
        row.getString("store_url"),
        row.getBytes("secrets"),
        row.getString("key_ends"),
        row.getInt("sync_interval_minutes"),
        row.getInt("days_back"),
        row.getInt("retention_days"),
        row.getString("status_map"),
        new ShopLink.About(
            row.getString("time_zone"),
            row.getString("currency"),
            row.getString("shop_version"),
            row.getString("webhooks")),
        progress(row));
  }

  private static ShopLink.Progress progress(ResultSet row) throws SQLException {
    Long total = Columns.longOrNull(row, "orders_total");
    return new ShopLink.Progress(
        Columns.timeOrNull(row, "cursor_at"),
        Columns.timeOrNull(row, "requested_from"),
        row.getString("lease") == null ? null : Columns.timeOrNull(row, "lease_until"),
        Columns.timeOrNull(row, "sync_started_at"),
        row.getInt("orders_seen"),
        total == null ? null : Math.toIntExact(total),
        Columns.timeOrNull(row, "last_sync_at"),
        Columns.timeOrNull(row, "next_sync_at"),
        row.getString("last_error"),
        Columns.timeOrNull(row, "last_error_at"),
        row.getInt("failures"),
        Columns.time(row, "created_at"));
  }
}
