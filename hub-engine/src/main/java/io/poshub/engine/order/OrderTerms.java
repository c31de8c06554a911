package io.poshub.engine.order;

import io.poshub.engine.sql.Columns;
import java.util.ArrayList;
import java.util.List;

/** A filter as the end of a statement, with its values. One thread. */
final class OrderTerms {
  private final List<String> terms = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  OrderTerms(OrderFilter filter) {
    if (filter.status() != null) {
      add("orders.status = ?", filter.status().wire());
    }
    if (filter.source() != null) {
      add("orders.source = ?", filter.source().wire());
    }
    if (filter.placedFrom() != null) {
      add("orders.placed_at >= ?", String.valueOf(Columns.utc(filter.placedFrom())));
    }
    if (filter.placedBefore() != null) {
      add("orders.placed_at < ?", String.valueOf(Columns.utc(filter.placedBefore())));
    }
  }

  /** Only what follows a place in the sorted list. */
  void after(OrderSort sort, String place) {
    terms.add(sort.after());
    int space = place.lastIndexOf(' ');
    if (!sort.isById()) {
      values.add(place.substring(0, space));
      values.add(place.substring(0, space));
    }
    values.add(place.substring(space + 1));
  }

  String where() {
    return terms.isEmpty() ? "" : "WHERE " + String.join(" AND ", terms);
  }

  List<Object> values() {
    return List.copyOf(values);
  }

  List<Object> valuesAnd(int limit) {
    List<Object> all = new ArrayList<>(values);
    all.add(limit);
    return all;
  }

  private void add(String term, Object value) {
    terms.add(term);
    values.add(value);
  }
}
