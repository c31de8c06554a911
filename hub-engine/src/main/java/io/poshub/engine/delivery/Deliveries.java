package io.poshub.engine.delivery;

import io.poshub.engine.handling.AnnouncedRows;
import io.poshub.engine.handling.AnnouncedRows.Announced;
import io.poshub.engine.handling.HistoryAction;
import io.poshub.engine.handling.HistoryEntry;
import io.poshub.engine.handling.HistoryRows;
import io.poshub.engine.read.Changes;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.terminal.AckRows;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.Delivery;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Notes how far terminals come, and tells whom an order reached. Blocks; virtual threads only. */
public final class Deliveries {
  /** Orders looked at in one go; a terminal that was away for long takes several. */
  static final int PAGE_MAX_ORDERS = 2_000;

  private final Transactions transactions;
  private final Changes changes;

  public Deliveries(Transactions transactions, Changes changes) {
    this.transactions = transactions;
    this.changes = changes;
  }

  /** Writes all that gathered for a tenant, in one transaction. */
  public void record(String tenant, Progress progress) {
    transactions.transactionInTenant(
        tenant,
        connection -> {
          record(connection, progress);
          return true;
        });
    changes.changed(tenant);
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
  private static void record(Connection connection, Progress progress) throws SQLException {
    TreeMap<String, Long> raised = new TreeMap<>();
    progress.acked().forEach((terminal, acked) -> raised.put(terminal, acked.seq()));
    AckRows acks = new AckRows(connection);
    List<Step> steps = steps(progress, acks.reached(progress.epoch(), raised.keySet()));
    AnnouncedRows announced = new AnnouncedRows(connection);
    Found found = look(announced, progress.epoch(), steps);
    Writes writes = new Writes(connection);
    AckRows.raise(writes, progress.epoch(), raised, progress.at());
    ProgressRows.insert(writes, progress.epoch(), found.overOrders(), progress.at());
    AnnouncedRows.delivered(writes, found.terminalByDelivered(), progress.at());
    writes.send();
  }

  /** Steps that are worth a checkpoint, and orders with who acknowledged them first. */
  private record Found(Set<Step> overOrders, SortedMap<String, String> terminalByDelivered) {}

  private static Found look(AnnouncedRows announced, String epoch, List<Step> steps)
      throws SQLException {
    Found found = new Found(new LinkedHashSet<>(), new TreeMap<>());
    if (steps.isEmpty()) {
      return found;
    }
    long from = steps.stream().mapToLong(Step::fromSeq).min().orElseThrow();
    long to = steps.stream().mapToLong(Step::toSeq).max().orElseThrow();
    List<Announced> page;
    do {
      page = announced.between(epoch, from, to, PAGE_MAX_ORDERS);
      found.overOrders.addAll(Coverage.overOrders(steps, page));
      found.terminalByDelivered.putAll(Coverage.delivered(steps, page));
      from = page.isEmpty() ? to : page.getLast().seq();
    } while (page.size() == PAGE_MAX_ORDERS);
    return found;
  }

  /** What is news in the progress, by terminal. */
  private static List<Step> steps(Progress progress, Map<String, Long> reached) {
    List<Step> steps = new ArrayList<>();
    for (Progress.Sent sent : progress.sent()) {
      steps.add(new Step(Step.Kind.SENT, sent.terminal(), sent.fromSeq(), sent.toSeq()));
    }
    new TreeMap<>(progress.acked())
        .forEach((terminal, acked) -> {
          Long from = reached.get(terminal);
          if (acked.hearsOrders() && from != null && from < acked.seq()) {
            steps.add(new Step(Step.Kind.ACKED, terminal, from, acked.seq()));
          }
        });
    return steps;
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
