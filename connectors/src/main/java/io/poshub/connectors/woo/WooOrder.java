package io.poshub.connectors.woo;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a shop's order without understanding all of it.
 *
 * @param modified by the shop's clock, to the second
 */
public record WooOrder(
    String id, String status, Instant modified, boolean paid, JsonValue.Obj json) {
  private static final int STATUS_MAX_CHARS = 64;
  private static final int YEAR_MIN = 1970;
  private static final int YEAR_MAX = 9_998;
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,18}");

  public WooOrder {
    requireNonNull(id, "id is null");
    requireNonNull(status, "status is null");
    requireNonNull(modified, "modified is null");
  }

  /** Reads an order; empty if it is none. */
  public static Optional<WooOrder> read(JsonValue json) {
    if (!(json instanceof JsonValue.Obj order)
        || !(order.members().get("id") instanceof JsonValue.Num(String id))
        || !ID.matcher(id).matches()
        || !(order.members().get("status") instanceof JsonValue.Text(String status))) {
      return Optional.empty();
    }
    Instant modified = gmt(order, "date_modified_gmt");
    Instant created = gmt(order, "date_created_gmt");
    if (status.isEmpty()
        || status.length() > STATUS_MAX_CHARS
        || (modified == null && created == null)) {
      return Optional.empty();
    }
    return Optional.of(
        new WooOrder(
            id,
            status,
            modified == null ? requireNonNull(created, "created is null") : modified,
            gmt(order, "date_paid_gmt") != null,
            order));
  }

  /** Orders hold names and addresses. */
  @Override
  public String toString() {
    return "WooOrder[" + id + ", " + status + ", " + modified + "]";
  }

  @Nullable Instant created() {
    return gmt(json, "date_created_gmt");
  }

  /** The shop writes GMT without saying so; what no database can hold is no time. */
  private static @Nullable Instant gmt(JsonValue.Obj order, String name) {
    if (!(order.members().get(name) instanceof JsonValue.Text(String text))) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(text);
      return time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX
          ? null
          : time.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
