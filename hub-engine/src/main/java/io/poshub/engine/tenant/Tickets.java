package io.poshub.engine.tenant;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Transactions;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Times;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tickets that let a browser open one socket. Kept in the database, so that any node takes a ticket
 * of any other. Virtual threads.
 */
public final class Tickets {
  private static final int TICKET_BYTES = 24;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");

  private final Transactions transactions;
  private final InstantSource clock;
  private final SecureRandom random;

  public Tickets(Transactions transactions, InstantSource clock, SecureRandom random) {
    this.transactions = transactions;
    this.clock = clock;
    this.random = random;
  }

  /** A ticket, shown once. */
  public record Ticket(String text, Instant expiresAt) {
    @Override
    public String toString() {
      return "Ticket[hidden]";
    }
  }

  public Ticket issue(Caller caller) {
    byte[] bytes = new byte[TICKET_BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = Times.toMillis(clock.instant());
    Instant expiresAt = now.plus(Limits.TICKET_LIFETIME);
    transactions.inMain(connection -> {
      deleteExpired(connection, now);
      insert(connection, text, caller, expiresAt);
      return true;
    });
    return new Ticket(text, expiresAt);
  }

  /** Who a ticket was made for; a ticket is good once, and only while its key lives. */
  public Optional<Caller> use(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return transactions.transactionInMain(connection -> {
      Optional<String> keyId = take(connection, text, now);
      return keyId.isEmpty()
          ? Optional.empty()
          : new KeyRows(connection).findById(keyId.get(), now);
    });
  }

  private static void insert(Connection connection, String text, Caller caller, Instant expiresAt)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO ws_tickets (ticket_hash, tenant, key_id, expires_at) VALUES (?, ?, ?, ?)")) {
      insert.setBytes(1, ApiKey.hash(text));
      insert.setString(2, caller.tenant());
      insert.setString(3, caller.keyId());
      insert.setString(4, Columns.utc(expiresAt));
      insert.executeUpdate();
    }
  }

  private static Optional<String> take(Connection connection, String text, Instant now)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT key_id FROM ws_tickets WHERE ticket_hash = ? AND expires_at > ? FOR UPDATE")) {
      select.setBytes(1, ApiKey.hash(text));
      select.setString(2, Columns.utc(now));
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        delete(connection, text);
        return Optional.of(row.getString(1));
      }
    }
  }

  private static void delete(Connection connection, String text) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM ws_tickets WHERE ticket_hash = ?")) {
      delete.setBytes(1, ApiKey.hash(text));
      delete.executeUpdate();
    }
  }

  private static void deleteExpired(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM ws_tickets WHERE expires_at < ? LIMIT 100")) {
      delete.setString(1, Columns.utc(now));
      delete.executeUpdate();
    }
  }
}
