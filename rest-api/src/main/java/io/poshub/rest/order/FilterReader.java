package io.poshub.rest.order;

import io.poshub.engine.order.OrderFilter;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.rest.call.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Reads which orders are asked for. {@code from} and {@code to} both count: as times to the
 * millisecond, as dates whole days of the tenant. Pure; any thread.
 */
final class FilterReader {
  private static final String WRONG =
      "must be an RFC 3339 time or a date, such as 2026-01-31T18:30:00Z or 2026-01-31";

  private FilterReader() {}

  static OrderFilter read(Query query, ZoneId zone) {
    Instant from = query.parsed("from", text -> moment(text, zone, 0));
    Instant before = query.parsed("to", text -> moment(text, zone, 1));
    if (from != null && before != null && !from.isBefore(before)) {
      throw new InvalidFieldsException("to", "must not be before from");
    }
    return new OrderFilter(
        query.choice("status", OrderStatus.BY_WIRE),
        query.choice("source", OrderSource.BY_WIRE),
        from,
        before);
  }

  /**
   * The moment a text names, or with {@code later} the first moment after it: the next millisecond
   * of a time, the next day of a date.
   */
  private static Parsed<Instant> moment(String text, ZoneId zone, int later) {
    if (Query.parseDate(text) instanceof Parsed.Ok<LocalDate>(LocalDate date)) {
      Instant start = date.plusDays(later).atStartOfDay(zone).toInstant();
      return new Parsed.Ok<>(Times.storable(start));
    }
    return switch (Times.parse(text)) {
      case Parsed.Ok<Instant>(Instant time) -> new Parsed.Ok<>(time.plusMillis(later));
      case Parsed.Bad<Instant> _ -> new Parsed.Bad<>(WRONG);
    };
  }
}
