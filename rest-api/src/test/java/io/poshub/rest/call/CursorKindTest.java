package io.poshub.rest.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CursorKindTest {
  private static final String ID = "0198f3a0-0000-7000-8000-000000000000";

  @ParameterizedTest
  @CsvSource({
    "ORDERS," + ID,
    "PENDING_ORDERS," + ID,
    "CARD_ENTRIES,12",
    "POINTS_ENTRIES,999999999999999999",
    "REPORTS,2026-02-28 " + ID,
    "DATED_ORDERS,2026-02-28 18:30:00.125 " + ID,
    "PRICED_ORDERS,0 " + ID,
    "PRICED_ORDERS,1250 " + ID,
    "KEYS," + ID,
    "TENANTS,corner-shop",
  })
  void aPlaceSurvivesItsCursor(CursorKind kind, String place) {
    assertThat(kind.decode(kind.encode(place))).hasValue(place);
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERS,x' OR 1=1",
    "CARD_ENTRIES,0",
    "CARD_ENTRIES,-1",
    "CARD_ENTRIES,9999999999999999999",
    "REPORTS,2026-02-30 " + ID,
    "REPORTS,0000-01-01 " + ID,
    "REPORTS,2026-02-28",
    "DATED_ORDERS,2026-02-30 18:30:00.125 " + ID,
    "DATED_ORDERS,2026-02-28 25:30:00.125 " + ID,
    "DATED_ORDERS,0000-00-00 00:00:00.000 " + ID,
    "DATED_ORDERS,1250 " + ID,
    "PRICED_ORDERS,2026-02-28 18:30:00.125 " + ID,
    "PRICED_ORDERS,- " + ID,
    "TENANTS,Corner",
  })
  void aPlaceThatCannotBeIsRefused(CursorKind kind, String place) {
    assertThat(kind.decode(kind.encode(place))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoCursorIsRefused(CursorKind kind) {
    for (String text : new String[] {"", "?", "AAAA", "=", "é", "x".repeat(10_000)}) {
      assertThat(kind.decode(text)).isEmpty();
    }
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    assertThat(CursorKind.KEYS.decode(CursorKind.ORDERS.encode(ID))).isEmpty();
  }

  @Test
  void cursorsGoIntoAQueryAsTheyAre() {
    String cursor = CursorKind.REPORTS.encode("2026-02-28 " + ID);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII))
        .startsWith("r");
  }
}
