package io.poshub.engine.webhook;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.webhook.DeliveryError;
import io.poshub.protocol.webhook.DeliveryStatus;
import io.poshub.protocol.webhook.WebhookDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code webhook_deliveries}. One connection, one thread. */
final class DeliveryRows {
  private static final String PENDING = " webhook_id = ? AND status = 'pending' ";

  private static final Insert INSERT =
      Insert.into(
              "webhook_deliveries (id, webhook_id, event_id, type, body, status, at, next_at)", 8)
          .orUpdate("event_id = event_id");

  private final Connection connection;

  DeliveryRows(Connection connection) {
    this.connection = connection;
  }

  /** Queues deliveries; one that is there already stays as it is. */
  static void insert(Writes writes, List<NewDelivery> deliveries) {
    for (NewDelivery delivery : deliveries) {
      writes.insert(
          INSERT,
          delivery.id(),
          delivery.webhookId(),
          delivery.eventId(),
          delivery.type().wire(),
          delivery.body(),
          DeliveryStatus.PENDING.wire(),
          Columns.utc(delivery.at()),
          Columns.utc(delivery.at()));
    }
  }

  /** What to send now: first what was never tried, in order, then what failed and is due. */
  List<PendingDelivery> due(String webhookId, Instant now, int limit) throws SQLException {
    List<PendingDelivery> due =
        pending("AND attempt = 0 AND next_at <= ? ORDER BY id LIMIT ?", webhookId, now, limit);
    if (due.size() < limit) {
      due.addAll(
          pending(
              "AND attempt > 0 AND next_at <= ? ORDER BY next_at, id LIMIT ?",
              webhookId,
              now,
              limit - due.size()));
    }
    return due;
  }

  /**
   * Writes what came of an attempt.
   *
   * @param nextAt null if there is no next attempt
   */
  void record(Attempt attempt, Instant now, @Nullable Instant nextAt) throws SQLException {
    DeliveryStatus status =
        attempt.isSuccess()
            ? DeliveryStatus.DELIVERED
            : nextAt == null ? DeliveryStatus.FAILED : DeliveryStatus.PENDING;
    DeliveryError error = attempt.error();
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE webhook_deliveries SET attempt = ?, status = ?, response_status = ?, error = ?,
              at = ?, next_at = ?, body = IF(? = 'pending', body, NULL)
            WHERE id = ? AND status = 'pending'
            """)) {
      update.setInt(1, attempt.delivery().attempts() + 1);
      update.setString(2, status.wire());
      update.setObject(3, attempt.responseStatus());
      update.setString(4, error == null ? null : error.wire());
      update.setString(5, Columns.utc(now));
      update.setString(6, Columns.utc(nextAt));
      update.setString(7, status.wire());
      update.setString(8, attempt.delivery().id());
      update.executeUpdate();
    }
  }

  int countPending(String webhookId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT COUNT(*) FROM webhook_deliveries WHERE" + PENDING)) {
      select.setString(1, webhookId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /** Gives up the oldest that wait; returns how many it were. */
  int giveUp(String webhookId, DeliveryError error, int limit) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE webhook_deliveries SET status = 'failed', error = ?, body = NULL, next_at = NULL"
                + " WHERE"
                + PENDING
                + "ORDER BY id LIMIT ?")) {
      update.setString(1, error.wire());
      update.setString(2, webhookId);
      update.setInt(3, limit);
      return update.executeUpdate();
    }
  }

  /** When the earliest of what waits is due. */
  @Nullable Instant earliest(String webhookId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT MIN(next_at) AS earliest FROM webhook_deliveries WHERE" + PENDING)) {
      select.setString(1, webhookId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Columns.timeOrNull(row, "earliest") : null;
      }
    }
  }

  /** A webhook's deliveries, newest first. */
  List<WebhookDelivery> list(String webhookId, @Nullable String before, int limit)
      throws SQLException {
    List<WebhookDelivery> deliveries = new ArrayList<>();
    String sql =
        "SELECT id, event_id, type, attempt, status, response_status, error, at, next_at"
            + " FROM webhook_deliveries WHERE webhook_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, webhookId);
      select.setString(2, before == null ? "~" : before);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          deliveries.add(delivery(rows));
        }
      }
    }
    return deliveries;
  }

  /** Deletes some of what is over for long, and of what belongs to webhooks that are no more. */
  int prune(Instant cutOff, int maxRows) throws SQLException {
    int deleted = 0;
    for (String which :
        List.of(
            "status = 'delivered' AND at < ?",
            "status = 'failed' AND at < ?",
            "status = 'pending' AND at < ? AND webhook_id NOT IN (SELECT id FROM webhooks)")) {
      if (deleted < maxRows) {
        deleted += delete(which, cutOff, maxRows - deleted);
      }
    }
    return deleted;
  }

  private int delete(String which, Instant cutOff, int maxRows) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM webhook_deliveries WHERE " + which + " LIMIT ?")) {
      delete.setString(1, Columns.utc(cutOff));
      delete.setInt(2, maxRows);
      return delete.executeUpdate();
    }
  }

  private List<PendingDelivery> pending(String suffix, String webhookId, Instant now, int limit)
      throws SQLException {
    List<PendingDelivery> due = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, event_id, body, attempt FROM webhook_deliveries WHERE"
                + PENDING
                + suffix)) {
      select.setString(1, webhookId);
      select.setString(2, Columns.utc(now));
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(
              new PendingDelivery(
                  rows.getString("id"),
                  rows.getString("event_id"),
                  rows.getString("body"),
                  rows.getInt("attempt")));
        }
      }
    }
    return due;
  }

  private static WebhookDelivery delivery(ResultSet row) throws SQLException {
    int responseStatus = row.getInt("response_status");
    boolean answered = !row.wasNull();
    String error = row.getString("error");
    return new WebhookDelivery(
        row.getString("id"),
        row.getString("event_id"),
        row.getString("type"),
        row.getInt("attempt"),
        DeliveryStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        answered ? responseStatus : null,
        error == null ? null : DeliveryError.valueOf(error.toUpperCase(Locale.ROOT)),
        Columns.time(row, "at"),
        Columns.timeOrNull(row, "next_at"));
  }
}
