package io.poshub.engine.delivery;

import io.poshub.engine.handling.AnnouncedRows;
import io.poshub.engine.handling.AnnouncedRows.Announced;
import io.poshub.engine.handling.AnnouncedRows.Stretch;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.terminal.AckRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** A stream after the other, as the progress names them; a tenant's parts are one. */
  List<News> of(List<Progress> all) throws SQLException {
    Map<Stream, Look> byStream = new LinkedHashMap<>();
    for (Progress progress : all) {
      Stream stream =
          new Stream(schemas.tenant(progress.tenant()), progress.epoch(), progress.at());
      byStream.computeIfAbsent(stream, Look::new).add(progress);
    }
    List<Look> looks = List.copyOf(byStream.values());
    List<Map<String, Long>> reached =
        AckRows.reached(connection, looks.stream().map(Look::whoAcknowledged).toList());
    for (int i = 0; i < looks.size(); i++) {
      looks.get(i).cameFrom(reached.get(i));
    }
    look(looks.stream().filter(look -> !look.steps.isEmpty()).toList());
    return looks.stream().map(Look::news).toList();
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

  /** A tenant's stream, and when it was seen how far the terminals came. */
  private record Stream(String schema, String epoch, Instant at) {}

  /** The steps in one stream, and what they are found to have gone over so far. */
  private static final class Look {
    private final Stream stream;
    private final SortedMap<String, Progress.Acked> acked = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<Step> overOrders = new LinkedHashSet<>();
    private final SortedMap<String, String> terminalByDelivered = new TreeMap<>();

    Look(Stream stream) {
      this.stream = stream;
    }

    void add(Progress progress) {
      acked.putAll(progress.acked());
      for (Progress.Sent sent : progress.sent()) {
        steps.add(new Step(Step.Kind.SENT, sent.terminal(), sent.fromSeq(), sent.toSeq()));
      }
    }

    AckRows.Asked whoAcknowledged() {
      return new AckRows.Asked(stream.schema, stream.epoch, acked.keySet());
    }

    /** What was acknowledged before; a terminal that is not there never came. */
    void cameFrom(Map<String, Long> reached) {
      acked.forEach((terminal, ack) -> {
        Long from = reached.get(terminal);
        if (ack.hearsOrders() && from != null && from < ack.seq()) {
          steps.add(new Step(Step.Kind.ACKED, terminal, from, ack.seq()));
        }
      });
    }

    Stretch stretch() {
      return new Stretch(
          stream.schema,
          stream.epoch,
          steps.stream().mapToLong(Step::fromSeq).min().orElseThrow(),
          steps.stream().mapToLong(Step::toSeq).max().orElseThrow());
    }

    void found(List<Announced> orders) {
      overOrders.addAll(Coverage.overOrders(steps, orders));
      terminalByDelivered.putAll(Coverage.delivered(steps, orders));
    }

    News news() {
      SortedMap<String, Long> raised = new TreeMap<>();
      acked.forEach((terminal, ack) -> raised.put(terminal, ack.seq()));
      return new News(
          stream.schema,
          stream.epoch,
          stream.at,
          raised,
          List.copyOf(overOrders),
          terminalByDelivered);
    }
  }
}
