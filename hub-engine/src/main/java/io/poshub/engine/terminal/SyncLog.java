package io.poshub.engine.terminal;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code pos_sync_logs} behind everybody's back: {@link #add} is for any thread and never
 * waits, {@link #flush} is a step on a virtual thread. When more happens than can be written, lines
 * are dropped and counted.
 */
public final class SyncLog {
  /** Lines that may wait to be written. */
  static final int QUEUE_MAX_ENTRIES = 20_000;

  /** How long lines are kept. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final int FLUSH_MAX_ENTRIES = 2_000;

  /** Tenants that share a commit: few enough for nobody to wait for the rows it holds. */
  static final int COMMIT_MAX_TENANTS = 50;

  private static final int DETAIL_MAX_CHARS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(SyncLog.class);

  private final ArrayBlockingQueue<SyncEntry> queue = new ArrayBlockingQueue<>(QUEUE_MAX_ENTRIES);
  private final LongAdder dropped = new LongAdder();
  private final Transactions transactions;

  public SyncLog(Transactions transactions) {
    this.transactions = transactions;
  }

  public void add(SyncEntry entry) {
    if (!queue.offer(entry)) {
      dropped.increment();
    }
  }

  /** Lines that were dropped so far. */
  public long dropped() {
    return dropped.sum();
  }

  /**
   * Writes what gathered, a statement per tenant and a commit for many: with many tenants each
   * commit would cost what an order's does. What cannot be written is dropped: the log serves
   * people only.
   */
  public void flush() {
    List<SyncEntry> entries = new ArrayList<>();
    queue.drainTo(entries, FLUSH_MAX_ENTRIES);
    Map<String, List<SyncEntry>> byTenant = new LinkedHashMap<>();
    for (SyncEntry entry : entries) {
      byTenant.computeIfAbsent(entry.tenant(), _ -> new ArrayList<>()).add(entry);
    }
    List<List<SyncEntry>> groups = List.copyOf(byTenant.values());
    int written = 0;
    for (int from = 0; from < groups.size(); from += COMMIT_MAX_TENANTS) {
      int end = Math.min(groups.size(), from + COMMIT_MAX_TENANTS);
      written += write(groups.subList(from, end));
    }
    dropped.add(entries.size() - written);
  }

  /** Writes groups of lines, each of one tenant, and returns how many lines are stored. */
  private int write(List<List<SyncEntry>> groups) {
    try {
      return transactions.transactionInMain(connection -> {
        int written = 0;
        for (List<SyncEntry> lines : groups) {
          written += write(connection, lines.getFirst().tenant(), lines);
        }
        return written;
      });
    } catch (DatabaseException e) {
      LOG.debug("Lines of the sync log were dropped", e);
      return 0;
    }
  }

  /** A tenant's trouble is not that of the others, unless it undoes the transaction. */
  private int write(Connection connection, String tenant, List<SyncEntry> lines)
      throws SQLTransactionRollbackException {
    try {
      transactions.enterTenant(connection, tenant);
      insert(connection, lines);
      return lines.size();
    } catch (SQLTransactionRollbackException e) {
      throw e;
    } catch (SQLException e) {
      LOG.debug("{} lines of the sync log of tenant {} were dropped", lines.size(), tenant, e);
      return 0;
    }
  }

  /**
   * Deletes one chunk of a tenant's oldest lines, if they are older than {@code cutOff}, and
   * returns how many. Blocks; virtual threads only.
   */
  public int prune(String tenant, Instant cutOff, int maxLines) {
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM pos_sync_logs WHERE at < ? ORDER BY at LIMIT ?")) {
            delete.setString(1, Columns.utc(cutOff));
            delete.setInt(2, maxLines);
            return delete.executeUpdate();
          }
        });
  }

  private static void insert(Connection connection, List<SyncEntry> lines) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO pos_sync_logs (at, kind, terminal, remote, code, seq, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (SyncEntry line : lines) {
        insert.setString(1, Columns.utc(line.at()));
        insert.setString(2, line.kind().name().toLowerCase(Locale.ROOT));
        insert.setString(3, line.terminal());
        insert.setString(4, line.remote());
        insert.setString(5, line.code());
        insert.setObject(6, line.seq());
        insert.setString(7, shortened(line.detail()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static @Nullable String shortened(@Nullable String detail) {
    return detail == null || detail.length() <= DETAIL_MAX_CHARS
        ? detail
        : detail.substring(0, DETAIL_MAX_CHARS);
  }
}
