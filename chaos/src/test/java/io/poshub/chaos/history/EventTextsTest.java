package io.poshub.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventTextsTest {

  @Test
  void cutsEventsOutByteForByte() {
    String first = "{\"id\":\"a\",\"data\":{\"note\":\"}]{ \\\" \\\\\",\"items\":[1,{\"b\":[]}]}}";
    String second = "{\"id\":\"b\"}";

    assertThat(EventTexts.of("{\"events\":[" + first + "," + second + "],\"seq\":2}"))
        .containsExactly(first, second);
  }

  @Test
  void findsNoneInAnEmptyPage() {
    assertThat(EventTexts.of("{\"events\":[],\"seq\":2}")).isEmpty();
  }

  @Test
  void refusesAPageThatBreaksOff() {
    assertThatThrownBy(() -> EventTexts.of("{\"events\":[{\"id\":"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
