package io.poshub.engine.webhook;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.webhook.DisabledReason;
import io.poshub.protocol.webhook.Webhook;
import io.poshub.protocol.webhook.WebhookStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code webhooks}. One connection, one thread. */
final class WebhookRows {
  private static final String COLUMNS =
      """
      id, url, events, secret, status, created_at, last_success_at, last_failure_at, failing_since, \
      disabled_reason, given_up\
      """;

  private static final Insert INSERT =
      Insert.into("webhooks (id, url, events, secret, status, created_at)", 6);

  private final Connection connection;

  WebhookRows(Connection connection) {
    this.connection = connection;
  }

  static void insert(Writes writes, StoredWebhook webhook) {
    Webhook view = webhook.view();
    writes.insert(
        INSERT,
        view.id(),
        view.url(),
        String.join(",", view.events()),
        webhook.sealedSecret(),
        view.status().wire(),
        Columns.utc(view.createdAt()));
  }

  static void delete(Writes writes, String id) {
    writes.add("DELETE FROM webhooks WHERE id = ?", id);
  }

  /** All of a tenant; it has few. */
  List<StoredWebhook> all() throws SQLException {
    return select("ORDER BY id", null);
  }

  /** All of a tenant, locked. */
  List<StoredWebhook> lockAll() throws SQLException {
    return select("ORDER BY id FOR UPDATE", null);
  }

  Optional<StoredWebhook> find(String id) throws SQLException {
    return select("WHERE id = ?", id).stream().findFirst();
  }

  Optional<StoredWebhook> lock(String id) throws SQLException {
    return select("WHERE id = ? FOR UPDATE", id).stream().findFirst();
  }

  void note(String id, Health health, int givenUp) throws SQLException {
    WebhookStatus status =
        health.disabledReason() == null ? WebhookStatus.ACTIVE : WebhookStatus.DISABLED;
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE webhooks SET last_success_at = ?, last_failure_at = ?, failing_since = ?,
              disabled_reason = ?, status = ?, given_up = given_up + ?
            WHERE id = ?
            """)) {
      update.setString(1, Columns.utc(health.lastSuccessAt()));
      update.setString(2, Columns.utc(health.lastFailureAt()));
      update.setString(3, Columns.utc(health.failingSince()));
      update.setString(4, health.disabledReason() == null ? null : health.disabledReason().wire());
      update.setString(5, status.wire());
      update.setInt(6, givenUp);
      update.setString(7, id);
      update.executeUpdate();
    }
  }

  void noteGivenUp(String id, int givenUp) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE webhooks SET given_up = given_up + ? WHERE id = ?")) {
      update.setInt(1, givenUp);
      update.setString(2, id);
      update.executeUpdate();
    }
  }

  private List<StoredWebhook> select(String suffix, @Nullable String id) throws SQLException {
    List<StoredWebhook> webhooks = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM webhooks " + suffix)) {
      if (id != null) {
        select.setString(1, id);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          webhooks.add(webhook(rows));
        }
      }
    }
    return webhooks;
  }

  private static StoredWebhook webhook(ResultSet row) throws SQLException {
    String reason = row.getString("disabled_reason");
    Webhook view =
        new Webhook(
            row.getString("id"),
            row.getString("url"),
            List.of(row.getString("events").split(",", -1)),
            WebhookStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            Columns.time(row, "created_at"),
            Columns.timeOrNull(row, "last_success_at"),
            Columns.timeOrNull(row, "last_failure_at"),
            Columns.timeOrNull(row, "failing_since"),
            reason == null ? null : DisabledReason.valueOf(reason.toUpperCase(Locale.ROOT)),
            row.getLong("given_up"));
    return new StoredWebhook(view, row.getBytes("secret"));
  }
}
