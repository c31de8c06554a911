package io.poshub.engine.delivery;

import io.poshub.engine.handling.AnnouncedRows;
import io.poshub.engine.handling.HistoryAction;
import io.poshub.engine.handling.HistoryEntry;
import io.poshub.engine.handling.HistoryRows;
import io.poshub.engine.read.Changes;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.terminal.AckRows;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.Delivery;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Notes how far terminals come, and tells whom an order reached. Blocks; virtual threads only. */
public final class Deliveries {
  private final Transactions transactions;
  private final SharedCommits<Progress> commits;

  public Deliveries(Transactions transactions, Changes changes) {
    this.transactions = transactions;
    this.commits =
        new SharedCommits<>(
            transactions,
            Progress::tenant,
            this::gather,
            stored -> stored.forEach(progress -> changes.changed(progress.tenant())));
  }

  /**
   * Writes what gathered, many tenants' with one commit.
   *
   * @return what was written; the rest, be it only that a schema was not there, may be tried again
   */
  public List<Progress> record(List<Progress> gathered) {
    return commits.write(gathered).stored();
  }

  /** Whom an order reached; empty lists for one that was never announced. */
  public Delivery of(String tenant, String orderId) {
    return transactions.inTenant(tenant, connection -> delivery(connection, orderId));
  }

  /**
   * Deletes some of a tenant's old checkpoints.
   *
   * @return how many it were; fewer than {@code maxRows} if no more are that old
   */
  public int prune(String tenant, Instant cutOff, int maxRows) {
    return transactions.inTenant(
        tenant, connection -> new ProgressRows(connection).prune(cutOff, maxRows));
  }

  /** Orders last, so that nobody who handles them waits for all the terminals. */
  private void gather(Connection connection, Writes writes, List<Progress> all)
      throws SQLException {
    List<News> news = new NewsReader(connection, transactions.schemas()).of(all);
    for (News next : news) {
      AckRows.raise(writes, next.schema(), next.epoch(), next.raised(), next.at());
    }
    for (News next : news) {
      ProgressRows.insert(writes, next.schema(), next.epoch(), next.overOrders(), next.at());
    }
    for (News next : news) {
      AnnouncedRows.delivered(writes, next.schema(), next.terminalByDelivered(), next.at());
    }
  }

  private static Delivery delivery(Connection connection, String orderId) throws SQLException {
    Optional<Position> announced = new AnnouncedRows(connection).find(orderId);
    ProgressRows progress = new ProgressRows(connection);
    List<HistoryEntry> history = new HistoryRows(connection).of(orderId);
    return new Delivery(
        orderId,
        over(progress, Step.Kind.SENT, announced),
        over(progress, Step.Kind.ACKED, announced),
        marks(history, entry -> entry.action() == HistoryAction.SEEN),
        marks(history, entry -> entry.to() == OrderStatus.ACCEPTED),
        marks(
            history,
            entry ->
                entry.action() == HistoryAction.PRINTED
                    || entry.action() == HistoryAction.REPRINTED));
  }

  private static List<Delivery.Mark> over(
      ProgressRows progress, Step.Kind kind, Optional<Position> announced) throws SQLException {
    return announced.isEmpty()
        ? List.of()
        : progress.over(kind, announced.get().epoch(), announced.get().seq());
  }

  private static List<Delivery.Mark> marks(
      List<HistoryEntry> history, Predicate<HistoryEntry> which) {
    return history.stream()
        .filter(which)
        .map(entry -> new Delivery.Mark(entry.terminal(), entry.at()))
        .toList();
  }
}
