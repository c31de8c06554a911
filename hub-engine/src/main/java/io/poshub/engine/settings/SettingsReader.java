package io.poshub.engine.settings;

import static java.util.Objects.requireNonNullElse;

import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.settings.OrderingMode;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads settings. Pure; any thread. */
public final class SettingsReader {
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final Pattern RATE =
      Pattern.compile(
          "(0|[1-9]\\d{0,5})(\\.\\d{1," + Settings.POINTS_PER_UNIT_MAX_DECIMALS + "})?");
  private static final int TIME_MAX_CHARS = 16;

  private SettingsReader() {}

  /**
   * Reads the whole object; a setting that is left out is a mistake, not its default. Only {@code
   * points_per_unit}, which clients may not know yet, stays as it is then.
   */
  public static Settings read(Fields fields, BigDecimal pointsPerUnitNow) {
    int acceptWithinS =
        whole(
            fields, "accept_within_s", Settings.ACCEPT_WITHIN_MIN_S, Settings.ACCEPT_WITHIN_MAX_S);
    List<EscalationStep> escalation = escalation(fields);
    OverdueAction onOverdue =
        requireNonNullElse(fields.choice("on_overdue", OverdueAction.BY_WIRE), OverdueAction.KEEP);
    OrderingMode mode =
        requireNonNullElse(fields.choice("mode", OrderingMode.BY_WIRE), OrderingMode.OPEN);
    int busyDelayMinutes = whole(fields, "busy_delay_minutes", 0, Settings.BUSY_DELAY_MAX_MINUTES);
    requirePresent(fields, "require_idempotency_key");
    boolean requireIdempotencyKey = fields.flag("require_idempotency_key", false);
    int eventRetentionDays =
        whole(
            fields,
            "event_retention_days",
            Settings.EVENT_RETENTION_MIN_DAYS,
            Settings.EVENT_RETENTION_MAX_DAYS);
    int prepMinutes = whole(fields, "prep_minutes", 0, Settings.PREP_MAX_MINUTES);
    LocalTime businessDayEndsAt = time(fields, "business_day_ends_at");
    BigDecimal pointsPerUnit = pointsPerUnit(fields, pointsPerUnitNow);
    fields.check();
    return new Settings(
        acceptWithinS,
        escalation,
        onOverdue,
        mode,
        busyDelayMinutes,
        requireIdempotencyKey,
        eventRetentionDays,
        prepMinutes,
        businessDayEndsAt,
        pointsPerUnit);
  }

  /** Reads a stored document; what an older hub did not know yet has its default. */
  static Settings stored(String document) {
    try {
      if (Json.parse(document) instanceof JsonValue.Obj given
          && Json.parse(Json.write(Settings.DEFAULTS)) instanceof JsonValue.Obj whole) {
        for (Map.Entry<String, JsonValue> member : given.members().entrySet()) {
          whole = whole.with(member.getKey(), member.getValue());
        }
        return read(Fields.of(whole), Settings.DEFAULTS.pointsPerUnit());
      }
      throw new IllegalStateException("the stored settings are not an object");
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the stored settings are not JSON", e);
    }
  }

  private static List<EscalationStep> escalation(Fields fields) {
    requirePresent(fields, "escalation");
    return fields.list("escalation", Settings.ESCALATION_MAX_STEPS, SettingsReader::step);
  }

  private static EscalationStep step(Fields fields) {
    int afterS = whole(fields, "after_s", EscalationStep.AFTER_MIN_S, EscalationStep.AFTER_MAX_S);
    EscalationStep.Action action = fields.choice("action", EscalationStep.Action.BY_WIRE);
    return new EscalationStep(afterS, requireNonNullElse(action, EscalationStep.Action.EVENT));
  }

  private static int whole(Fields fields, String name, int min, int max) {
    return Math.toIntExact(fields.integer(name, min, max));
  }

  private static LocalTime time(Fields fields, String name) {
    String text = fields.text(name, TIME_MAX_CHARS);
    if (TIME.matcher(text).matches()) {
      return LocalTime.parse(text);
    }
    if (!text.isEmpty()) {
      fields.reject(name, "must be a time such as 00:00 or 04:30");
    }
    return LocalTime.MIDNIGHT;
  }

  private static BigDecimal pointsPerUnit(Fields fields, BigDecimal now) {
    JsonValue value = fields.optionalAny("points_per_unit");
    if (value == null) {
      return now;
    }
    if (value instanceof JsonValue.Num(String raw) && RATE.matcher(raw).matches()) {
      BigDecimal rate = new BigDecimal(raw);
      if (rate.compareTo(Settings.POINTS_PER_UNIT_MAX) <= 0) {
        return rate;
      }
    }
    fields.reject(
        "points_per_unit",
        "must be a number from 0 to "
            + Settings.POINTS_PER_UNIT_MAX
            + " with at most "
            + Settings.POINTS_PER_UNIT_MAX_DECIMALS
            + " decimals");
    return now;
  }

  private static void requirePresent(Fields fields, String name) {
    if (!fields.has(name)) {
      fields.reject(name, "is required");
    }
  }
}
