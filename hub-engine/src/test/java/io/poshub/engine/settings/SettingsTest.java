package io.poshub.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.settings.OrderingMode;
import io.poshub.testing.Seeds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @ParameterizedTest
  @CsvSource({
    "00:00, 2026-11-21T00:00:00Z, 2026-11-21",
    "00:00, 2026-11-20T23:59:59.999Z, 2026-11-20",
    "04:00, 2026-11-21T03:59:59.999Z, 2026-11-20",
    "04:00, 2026-11-21T04:00:00Z, 2026-11-21",
    "23:59, 2026-11-21T23:58:59Z, 2026-11-20",
    // Summer time: midnight in London is 23:00 UTC.
    "00:00, 2026-06-30T23:00:00Z, 2026-07-01",
    // The clocks skip 01:00 to 02:00: the day begins when they do.
    "01:30, 2026-03-29T00:59:59Z, 2026-03-28",
    "01:30, 2026-03-29T01:30:00Z, 2026-03-29",
    // The clocks say 01:30 twice: the day begins the first time, and never again.
    "01:30, 2026-10-25T00:29:59Z, 2026-10-24",
    "01:30, 2026-10-25T00:30:00Z, 2026-10-25",
    "01:30, 2026-10-25T01:10:00Z, 2026-10-25",
  })
  void aMomentBelongsToABusinessDay(LocalTime endsAt, Instant moment, LocalDate expected) {
    assertThat(endingAt(endsAt).businessDate(moment, LONDON)).isEqualTo(expected);
  }

  @Test
  void everyMomentLiesWithinItsBusinessDayAndDaysNeverGoBack() {
    RandomGenerator random = Seeds.random("businessDays");
    List<String> zones = List.of("Europe/London", "America/St_Johns", "Asia/Tehran", "UTC");
    for (int round = 0; round < 300; round++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Settings settings = endingAt(LocalTime.of(random.nextInt(24), random.nextInt(60)));
      Instant moment = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
      LocalDate last = LocalDate.MIN;
      for (int step = 0; step < 60; step++) {
        LocalDate date = settings.businessDate(moment, zone);
        assertThat(date).isAfterOrEqualTo(last);
        assertThat(moment)
            .isAfterOrEqualTo(settings.dayStart(date, zone))
            .isBefore(settings.dayStart(date.plusDays(1), zone));
        last = date;
        moment = moment.plusSeconds(random.nextInt(3_600));
      }
    }
  }

  @Test
  void aStoredDocumentIsReadAsItWasWrittenAndWhatItLacksHasItsDefault() {
    assertThat(SettingsReader.stored(Json.write(endingAt(LocalTime.of(4, 30)))))
        .isEqualTo(endingAt(LocalTime.of(4, 30)));
    assertThat(SettingsReader.stored("{\"prep_minutes\":5,\"once_known\":true}"))
        .isEqualTo(withPrepMinutes(5));
  }

  @Test
  void settingsOutOfBoundsCannotExist() {
    assertThatIllegalArgumentException().isThrownBy(() -> withPrepMinutes(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EscalationStep(0, EscalationStep.Action.EVENT));
  }

  private static Settings endingAt(LocalTime endsAt) {
    return of(20, endsAt);
  }

  private static Settings withPrepMinutes(int minutes) {
    return of(minutes, LocalTime.MIDNIGHT);
  }

  private static Settings of(int prepMinutes, LocalTime endsAt) {
    Settings defaults = Settings.DEFAULTS;
    return new Settings(
        defaults.acceptWithinS(),
        defaults.escalation(),
        OverdueAction.KEEP,
        OrderingMode.OPEN,
        defaults.busyDelayMinutes(),
        false,
        defaults.eventRetentionDays(),
        prepMinutes,
        endsAt,
        defaults.pointsPerUnit());
  }
}
