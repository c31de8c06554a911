package io.poshub.engine.delivery;

import io.poshub.engine.handling.AnnouncedRows;
import io.poshub.engine.handling.AnnouncedRows.Announced;
import io.poshub.engine.handling.AnnouncedRows.Stretch;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.terminal.AckRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out what of many tenants' progress is news: two queries for all of them, and more only for
 * who went over many orders. The connection's thread.
 */
final class NewsReader {
  /** Orders of one tenant that are looked at together with everybody else's. */
  static final int TOGETHER_MAX_ORDERS = 100;

  /** Orders looked at in one go after those; a terminal that was away for long takes several. */
  static final int PAGE_MAX_ORDERS = 2_000;

  private final Connection connection;
  private final SchemaNames schemas;

  NewsReader(Connection connection, SchemaNames schemas) {
    this.connection = connection;
    this.schemas = schemas;
  }

  /** In the order of the progress. */
  List<News> of(List<Progress> all) throws SQLException {
    List<Map<String, Long>> reached =
        AckRows.reached(connection, all.stream().map(this::whoAcknowledged).toList());
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Progress progress = all.get(i);
      looks.add(
          new Look(progress, schemas.tenant(progress.tenant()), steps(progress, reached.get(i))));
    }
    look(looks.stream().filter(look -> !look.steps.isEmpty()).toList());
    return looks.stream().map(Look::news).toList();
  }

  private AckRows.Asked whoAcknowledged(Progress progress) {
    return new AckRows.Asked(
        schemas.tenant(progress.tenant()), progress.epoch(), progress.acked().keySet());
  }

  private void look(List<Look> looks) throws SQLException {
    List<List<Announced>> first =
        AnnouncedRows.between(
            connection, looks.stream().map(Look::stretch).toList(), TOGETHER_MAX_ORDERS);
    for (int i = 0; i < looks.size(); i++) {
      List<Announced> orders = first.get(i);
      looks.get(i).found(orders);
      if (orders.size() == TOGETHER_MAX_ORDERS) {
        lookFurther(looks.get(i), orders.getLast().seq());
      }
    }
  }

  private void lookFurther(Look look, long afterSeq) throws SQLException {
    long from = afterSeq;
    List<Announced> page;
    do {
      Stretch rest = look.stretch().after(from);
      page = AnnouncedRows.between(connection, List.of(rest), PAGE_MAX_ORDERS).getFirst();
      look.found(page);
      from = page.isEmpty() ? from : page.getLast().seq();
    } while (page.size() == PAGE_MAX_ORDERS);
  }

  /** What may be news in the progress, by terminal. */
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

  /** One tenant's steps, and what they are found to have gone over so far. */
  private static final class Look {
    private final Progress progress;
    private final String schema;
    private final List<Step> steps;
    private final Set<Step> overOrders = new LinkedHashSet<>();
    private final SortedMap<String, String> terminalByDelivered = new TreeMap<>();

    Look(Progress progress, String schema, List<Step> steps) {
      this.progress = progress;
      this.schema = schema;
      this.steps = steps;
    }

    Stretch stretch() {
      return new Stretch(
          schema,
          progress.epoch(),
          steps.stream().mapToLong(Step::fromSeq).min().orElseThrow(),
          steps.stream().mapToLong(Step::toSeq).max().orElseThrow());
    }

    void found(List<Announced> orders) {
      overOrders.addAll(Coverage.overOrders(steps, orders));
      terminalByDelivered.putAll(Coverage.delivered(steps, orders));
    }

    News news() {
      SortedMap<String, Long> raised = new TreeMap<>();
      progress.acked().forEach((terminal, acked) -> raised.put(terminal, acked.seq()));
      return new News(progress, schema, raised, List.copyOf(overOrders), terminalByDelivered);
    }
  }
}
