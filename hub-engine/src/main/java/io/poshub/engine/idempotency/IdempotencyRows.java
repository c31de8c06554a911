package io.poshub.engine.idempotency;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.SqlFailure;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code idempotency_keys}. One connection, one thread. */
final class IdempotencyRows {
  /** The claimed rows are ours and locked; this fills many of them at once. */
  private static final Insert KEEP =
      Insert.into(
              "idempotency_keys (idempotency_key, fingerprint, status, answer, created_at, expires_at)",
              6)
          .orUpdate(
              "fingerprint = VALUES(fingerprint), status = VALUES(status),"
                  + " answer = VALUES(answer), expires_at = VALUES(expires_at)");

  /** What every call with a key that was reversed before is answered. */
  private static final int REVERSED_STATUS = 409;

  private final Connection connection;

  IdempotencyRows(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes a row for every key that has none, and returns how many that were. The rows are in the
   * order of the index and nothing else is locked yet, so two nodes cannot wait for each other.
   * Waits where another transaction has made the row and not ended.
   */
  int claim(Collection<IdempotencyKey> keys, Instant now) throws SQLException {
    if (keys.isEmpty()) {
      return 0;
    }
    String sql =
        "INSERT IGNORE INTO idempotency_keys (idempotency_key, fingerprint, created_at) VALUES "
            + "(?, ?, ?), ".repeat(keys.size() - 1)
            + "(?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int index = 1;
      for (IdempotencyKey key : keys) {
        insert.setString(index++, key.value());
        insert.setBytes(index++, Fingerprint.NONE.bytes());
        insert.setString(index++, Columns.utc(now));
      }
      return insert.executeUpdate();
    }
  }

  /** The keys among these that have had their effect; those just claimed have not. */
  List<SpentKey> spent(Collection<IdempotencyKey> keys, AnswerSeal seal) throws SQLException {
    List<SpentKey> spent = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT idempotency_key, fingerprint, status, answer, created_at"
                + " FROM idempotency_keys WHERE status IS NOT NULL AND idempotency_key IN ("
                + Columns.marks(keys.size())
                + ")")) {
      int index = 1;
      for (IdempotencyKey key : keys) {
        select.setString(index++, key.value());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          spent.add(spent(rows, seal));
        }
      }
    }
    return spent;
  }

  /** Whether another transaction holds the key's row right now. */
  boolean isHeldElsewhere(IdempotencyKey key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM idempotency_keys WHERE idempotency_key = ? FOR UPDATE NOWAIT")) {
      select.setString(1, key.value());
      try (ResultSet _ = select.executeQuery()) {
        return false;
      }
    } catch (SQLException e) {
      if (SqlFailure.isLockTaken(e)) {
        return true;
      }
      throw e;
    }
  }

  /**
   * Fills claimed rows. A key that was reversed before its call came has no answer, and nothing
   * that expires.
   */
  static void keep(Writes writes, Collection<SpentKey> keys, AnswerSeal seal, Instant now) {
    for (SpentKey key : keys) {
      PastCall call = key.call();
      writes.insert(
          KEEP,
          key.key().value(),
          key.fingerprint().bytes(),
          call == null ? REVERSED_STATUS : call.answer().status(),
          call == null ? null : seal.seal(call),
          Columns.utc(now),
          call == null ? null : Columns.utc(now.plus(Idempotency.ANSWERS_KEPT)));
    }
  }

  /** Gives claimed keys back, because their calls came to nothing that is kept. */
  static void release(Writes writes, Collection<IdempotencyKey> keys) {
    for (IdempotencyKey key : keys) {
      writes.add("DELETE FROM idempotency_keys WHERE idempotency_key = ?", key.value());
    }
  }

  /** Drops answers that expire up to a time, the oldest first, and returns how many. */
  int dropAnswers(Instant until, int limit) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE idempotency_keys SET answer = NULL, expires_at = NULL
            WHERE expires_at <= ? ORDER BY expires_at LIMIT ?
            """)) {
      update.setString(1, Columns.utc(until));
      update.setInt(2, limit);
      return update.executeUpdate();
    }
  }

  private static SpentKey spent(ResultSet row, AnswerSeal seal) throws SQLException {
    IdempotencyKey key = new IdempotencyKey(row.getString("idempotency_key"));
    byte @Nullable [] answer = row.getBytes("answer");
    PastCall call =
        answer == null
            ? null
            : seal.open(answer, key, row.getInt("status"), Columns.time(row, "created_at"));
    return new SpentKey(key, Fingerprint.of(row.getBytes("fingerprint")), call);
  }
}
