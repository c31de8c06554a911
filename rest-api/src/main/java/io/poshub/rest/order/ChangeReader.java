package io.poshub.rest.order;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.order.OrderChange;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.order.RejectionReason;
import io.poshub.rest.call.CommonFields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the wish to move an order on. Pure; any thread. */
final class ChangeReader {
  static final int REASON_MAX_CHARS = 200;
  private static final Pattern IF_MATCH = Pattern.compile("\"?([1-9]\\d{0,8})\"?");
  private static final String IF_MATCH_FIELD = "If-Match";

  private ChangeReader() {}

  /**
   * @param ifMatch the header of that name, another way to send the version
   */
  static OrderChange read(Fields fields, @Nullable String ifMatch) {
    OrderStatus status = fields.choice("status", OrderStatus.BY_WIRE);
    Long version = fields.optionalInteger("version", 1, Integer.MAX_VALUE);
    String terminal = CommonFields.terminal(fields);
    Long prepMinutes = fields.optionalInteger("prep_minutes", 0, OrderReader.PREP_MINUTES_MAX);
    String reason = reason(fields, status);
    String note = fields.optionalText("note", OrderReader.ORDER_NOTE_MAX_CHARS);
    fields.check();
    return new OrderChange(
        requireNonNull(status, "status is null"),
        expected(version, ifMatch),
        terminal,
        prepMinutes == null ? null : prepMinutes.intValue(),
        reason,
        note);
  }

  /** A rejection says why in one of a few words, so that the platform can tell the guest. */
  private static @Nullable String reason(Fields fields, @Nullable OrderStatus status) {
    if (status != OrderStatus.REJECTED) {
      return fields.optionalText("reason", REASON_MAX_CHARS);
    }
    RejectionReason reason = fields.choice("reason", RejectionReason.BY_WIRE);
    return reason == null ? null : reason.wire();
  }

  private static @Nullable Integer expected(@Nullable Long version, @Nullable String ifMatch) {
    Integer inHeader = ifMatch == null || ifMatch.equals("*") ? null : headerVersion(ifMatch);
    if (version == null) {
      return inHeader;
    }
    if (inHeader != null && inHeader != version.intValue()) {
      throw new InvalidFieldsException(IF_MATCH_FIELD, "must be the version that the body has");
    }
    return version.intValue();
  }

  private static int headerVersion(String ifMatch) {
    var match = IF_MATCH.matcher(ifMatch.strip());
    if (!match.matches()) {
      throw new InvalidFieldsException(
          IF_MATCH_FIELD, "must be the order's version in quotes, such as \"3\"");
    }
    return Integer.parseInt(match.group(1));
  }
}
