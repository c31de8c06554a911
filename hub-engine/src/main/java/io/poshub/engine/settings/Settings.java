package io.poshub.engine.settings;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.settings.ModeChange;
import io.poshub.protocol.settings.OrderingMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A tenant's settings, whole and within their bounds.
 *
 * @param prepMinutes how long the kitchen needs for an order that does not say
 * @param businessDayEndsAt until then the hours after midnight belong to the day before
 * @param pointsPerUnit what a major unit of money earns; whole points only, rounded down
 */
public record Settings(
    int acceptWithinS,
    List<EscalationStep> escalation,
    OverdueAction onOverdue,
    OrderingMode mode,
    int busyDelayMinutes,
    boolean requireIdempotencyKey,
    int eventRetentionDays,
    int prepMinutes,
    LocalTime businessDayEndsAt,
    BigDecimal pointsPerUnit) {
  static final int ACCEPT_WITHIN_MIN_S = 3;
  static final int ACCEPT_WITHIN_MAX_S = 86_400;
  static final int ESCALATION_MAX_STEPS = 20;
  static final int BUSY_DELAY_MAX_MINUTES = 1_440;
  static final int EVENT_RETENTION_MIN_DAYS = 1;
  static final int EVENT_RETENTION_MAX_DAYS = 365;
  static final int PREP_MAX_MINUTES = 1_440;
  static final BigDecimal POINTS_PER_UNIT_MAX = BigDecimal.valueOf(100_000);
  static final int POINTS_PER_UNIT_MAX_DECIMALS = 4;

  /** What holds until a tenant says otherwise. */
  public static final Settings DEFAULTS =
      new Settings(
          180,
          List.of(new EscalationStep(60, EscalationStep.Action.EVENT)),
          OverdueAction.KEEP,
          OrderingMode.OPEN,
          15,
          false,
          7,
          20,
          LocalTime.MIDNIGHT,
          BigDecimal.ONE);

  public Settings {
    requireBetween("accept_within_s", acceptWithinS, ACCEPT_WITHIN_MIN_S, ACCEPT_WITHIN_MAX_S);
    escalation = List.copyOf(escalation);
    requireBetween("escalation", escalation.size(), 0, ESCALATION_MAX_STEPS);
    requireNonNull(onOverdue, "onOverdue is null");
    requireNonNull(mode, "mode is null");
    requireBetween("busy_delay_minutes", busyDelayMinutes, 0, BUSY_DELAY_MAX_MINUTES);
    requireBetween(
        "event_retention_days",
        eventRetentionDays,
        EVENT_RETENTION_MIN_DAYS,
        EVENT_RETENTION_MAX_DAYS);
    requireBetween("prep_minutes", prepMinutes, 0, PREP_MAX_MINUTES);
    requireNonNull(businessDayEndsAt, "businessDayEndsAt is null");
    if (pointsPerUnit.signum() < 0
        || pointsPerUnit.compareTo(POINTS_PER_UNIT_MAX) > 0
        || pointsPerUnit.scale() > POINTS_PER_UNIT_MAX_DECIMALS) {
      throw new IllegalArgumentException("points_per_unit is out of bounds");
    }
  }

  public Duration preparation() {
    return Duration.ofMinutes(prepMinutes);
  }

  /** How much longer than usual an order that comes in now takes. */
  public Duration busyDelay() {
    return Duration.ofMinutes(modeChange().delayMinutes());
  }

  public Duration eventRetention() {
    return Duration.ofDays(eventRetentionDays);
  }

  /** What terminals are told of the mode. */
  public ModeChange modeChange() {
    return new ModeChange(mode, mode == OrderingMode.BUSY ? busyDelayMinutes : 0);
  }

  /** The day a moment is booked on. */
  public LocalDate businessDate(Instant moment, ZoneId zone) {
    LocalDate date = LocalDate.ofInstant(moment, zone);
    return moment.isBefore(dayStart(date, zone)) ? date.minusDays(1) : date;
  }

  /**
   * When a business day begins and the one before ends. Where the clocks are set back over that
   * time it is the first of the two, and where they skip it the moment they do.
   */
  public Instant dayStart(LocalDate businessDate, ZoneId zone) {
    return businessDate.atTime(businessDayEndsAt).atZone(zone).toInstant();
  }

  static void requireBetween(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + " to " + max);
    }
  }
}
