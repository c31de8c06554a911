package io.poshub.engine.sql;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some rows of a list; {@code next} is the sort key of the last row if there are more. */
public record Page<T>(List<T> items, boolean hasMore, @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }

  /** Cuts a page of {@code limit} from rows that were read with one row too many. */
  public static <T> Page<T> cut(List<T> rows, int limit, Function<T, String> sortKey) {
    boolean hasMore = rows.size() > limit;
    List<T> items = hasMore ? rows.subList(0, limit) : rows;
    return new Page<>(items, hasMore, hasMore ? sortKey.apply(items.getLast()) : null);
  }

  public <R> Page<R> map(Function<T, R> mapper) {
    return new Page<>(items.stream().map(mapper).toList(), hasMore, next);
  }
}
