package io.poshub.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.terminal.TerminalEvent;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.MalformedJsonException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLineTest {

  private static TerminalEvent event(String type, String data) throws MalformedJsonException {
    return new TerminalEvent(
        type, "id-7", 7, "kitchen", Instant.parse("2026-11-21T12:00:00Z"), Json.parse(data));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "new_order|{\"display_number\":\"A-17\",\"total\":\"25.50\",\"currency\":\"GBP\","
            + "\"status\":\"pending\"}|new_order            #A-17  25.50 GBP  pending",
        "order_overdue|{\"order\":{\"display_number\":\"3\",\"total\":\"1\",\"currency\":\"JPY\","
            + "\"status\":\"pending\"},\"level\":2}|order_overdue        #3  1 JPY  pending, level 2",
        "gift_card_updated|{\"gift_card\":{\"last4\":\"WXYZ\",\"balance\":\"9.00\","
            + "\"currency\":\"GBP\",\"status\":\"active\"},\"transaction\":null}"
            + "|gift_card_updated    card ...WXYZ  balance 9.00 GBP  active",
        "loyalty_updated|{\"account\":{\"phone\":\"+447700900123\",\"points\":120}}"
            + "|loyalty_updated      +44***23  120 points",
        "mode_changed|{\"mode\":\"busy\",\"delay_minutes\":15}|mode_changed         busy, +15 min",
        "mode_changed|{\"mode\":\"open\",\"delay_minutes\":0}|mode_changed         open",
        "new_order|{}|new_order            #?  ?   ?",
        "table_freed|{\"x\":1}|table_freed"
      })
  void whatMattersMostIsOnTheLine(String type, String data, String line) throws Exception {
    assertThat(EventLine.of(event(type, data)))
        .isEqualTo("2026-11-21T12:00:00.000Z      7  " + line);
  }

  @Test
  void aNameCannotPlayTricksOnTheScreen() throws Exception {
    assertThat(EventLine.of(event("new_order", "{\"display_number\":\"1\\u001b[2J\\u202e\"}")))
        .contains("#1?[2J?");
  }

  @Test
  void asJsonTheEventIsWhole() throws Exception {
    assertThat(EventLine.json(event("mode_changed", "{\"mode\":\"open\"}")))
        .isEqualTo(
            "{\"type\":\"mode_changed\",\"id\":\"id-7\",\"seq\":7,\"tenant\":\"kitchen\","
                + "\"time\":\"2026-11-21T12:00:00.000Z\",\"data\":{\"mode\":\"open\"}}");
  }
}
