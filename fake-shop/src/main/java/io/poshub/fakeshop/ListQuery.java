package io.poshub.fakeshop;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a list of orders shall hold, read as the shop reads it. */
record ListQuery(
    int page,
    int perPage,
    Set<String> statuses,
    String orderBy,
    boolean ascending,
    @Nullable Instant after,
    @Nullable Instant before,
    @Nullable Instant modifiedAfter,
    @Nullable Instant modifiedBefore,
    Set<Long> include,
    Set<Long> exclude,
    int offset,
    @Nullable String customer,
    @Nullable String createdVia) {
  private static final int PER_PAGE_DEFAULT = 10;
  private static final int PER_PAGE_MAX = 100;
  private static final Set<String> ORDER_BY =
      Set.of("date", "id", "include", "title", "slug", "modified");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})?");

  /** Ends the reading of a wrong query. */
  static final class WrongParam extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String param;

    WrongParam(String param) {
      super(param);
      this.param = param;
    }

    ShopAnswer answer() {
      return ShopAnswer.invalidParam(param, "is wrong");
    }
  }

  static ListQuery of(ShopRequest request, Set<String> registered, ZoneId zone) {
    boolean gmt = "true".equals(request.param("dates_are_gmt"));
    List<String> statuses = request.list("status");
    for (String status : statuses) {
      require("status", registered.contains(status) || Set.of("any", "trash").contains(status));
    }
    String orderBy = request.query().getOrDefault("orderby", "date");
    require("orderby", ORDER_BY.contains(orderBy));
    String order = request.query().getOrDefault("order", "desc");
    require("order", Set.of("asc", "desc").contains(order));
    return new ListQuery(
        number(request, "page", 1, Integer.MAX_VALUE),
        number(request, "per_page", PER_PAGE_DEFAULT, PER_PAGE_MAX),
        Set.copyOf(statuses.isEmpty() ? Set.of("any") : Set.copyOf(statuses)),
        orderBy,
        order.equals("asc"),
        date(request, "after", gmt, zone),
        date(request, "before", gmt, zone),
        date(request, "modified_after", gmt, zone),
        date(request, "modified_before", gmt, zone),
        ids(request, "include"),
        ids(request, "exclude"),
        request.param("offset") == null ? 0 : Integer.parseInt(request.query().get("offset")),
        request.param("customer"),
        request.param("created_via"));
  }

  private static int number(ShopRequest request, String name, int otherwise, int max) {
    String text = request.param(name);
    if (text == null) {
      return otherwise;
    }
    require(name, text.matches("\\d{1,9}"));
    int value = Integer.parseInt(text);
    require(name, value >= 1 && value <= max);
    return value;
  }

  private static Set<Long> ids(ShopRequest request, String name) {
    return request.list(name).stream().map(Long::parseLong).collect(Collectors.toSet());
  }

  /**
   * Digits alone are GMT or the shop's own time, as {@code dates_are_gmt} says. With an offset the
   * moment is meant, but beside {@code dates_are_gmt} it is written in the shop's time first and
   * then taken for GMT.
   */
  private static @Nullable Instant date(
      ShopRequest request, String name, boolean gmt, ZoneId zone) {
    String text = request.param(name);
    if (text == null) {
      return null;
    }
    Matcher match = DATE.matcher(text);
    require(name, match.matches());
    String digits = match.group(1) + "T" + match.group(2);
    String offset = match.group(4);
    if (offset == null) {
      return LocalDateTime.parse(digits).atZone(gmt ? ZoneOffset.UTC : zone).toInstant();
    }
    Instant moment = OffsetDateTime.parse(digits + offset).toInstant();
    return gmt ? LocalDateTime.ofInstant(moment, zone).toInstant(ZoneOffset.UTC) : moment;
  }

  private static void require(String name, boolean right) {
    if (!right) {
      throw new WrongParam(name);
    }
  }
}
