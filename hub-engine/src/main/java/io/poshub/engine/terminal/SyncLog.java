package io.poshub.engine.terminal;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import java.sql.PreparedStatement;
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

  private static final int DETAIL_MAX_CHARS = 500;

  private final ArrayBlockingQueue<SyncEntry> queue = new ArrayBlockingQueue<>(QUEUE_MAX_ENTRIES);
  private final LongAdder dropped = new LongAdder();
  private final Transactions transactions;
  private final SharedCommits<List<SyncEntry>> commits;

  public SyncLog(Transactions transactions) {
    this.transactions = transactions;
    this.commits =
        new SharedCommits<>(
            transactions,
            lines -> lines.getFirst().tenant(),
            (_, writes, byTenant) -> byTenant.forEach(lines -> insert(writes, lines)));
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
   * Writes what gathered, a statement per tenant and a commit for many. What cannot be written is
   * dropped: the log serves people only.
   */
  public void flush() {
    List<SyncEntry> entries = new ArrayList<>();
    queue.drainTo(entries, FLUSH_MAX_ENTRIES);
    Map<String, List<SyncEntry>> byTenant = new LinkedHashMap<>();
    for (SyncEntry entry : entries) {
      byTenant.computeIfAbsent(entry.tenant(), _ -> new ArrayList<>()).add(entry);
    }
    int written =
        commits.write(List.copyOf(byTenant.values())).stored().stream().mapToInt(List::size).sum();
    dropped.add(entries.size() - written);
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

  private void insert(Writes writes, List<SyncEntry> lines) {
    String schema = transactions.schemas().tenant(lines.getFirst().tenant());
    Insert insert =
        Insert.into(
            "`" + schema + "`.pos_sync_logs (at, kind, terminal, remote, code, seq, detail)", 7);
    for (SyncEntry line : lines) {
      writes.insert(
          insert,
          Columns.utc(line.at()),
          line.kind().name().toLowerCase(Locale.ROOT),
          line.terminal(),
          line.remote(),
          line.code(),
          line.seq(),
          shortened(line.detail()));
    }
  }

  private static @Nullable String shortened(@Nullable String detail) {
    return detail == null || detail.length() <= DETAIL_MAX_CHARS
        ? detail
        : detail.substring(0, DETAIL_MAX_CHARS);
  }
}
