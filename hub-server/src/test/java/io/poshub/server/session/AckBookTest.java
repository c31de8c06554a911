package io.poshub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.delivery.Progress;
import io.poshub.protocol.Position;
import io.poshub.testing.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What terminals acknowledged and were sent, on its way to a store that may fail. */
class AckBookTest {
  private final List<Progress> written = new ArrayList<>();
  private boolean isAway;
  private final AckBook book =
      new AckBook(
          gathered -> {
            List<Progress> stored = isAway ? List.of() : gathered;
            written.addAll(stored);
            return stored;
          },
          TestClock.at("2026-11-21T12:00:00Z"));

  @Test
  void onlyTheNewestPositionOfATerminalIsWrittenAndOnlyOnce() {
    book.note("t", "one", new Position("e", 3), true);
    book.note("t", "one", new Position("e", 5), true);
    book.note("t", "one", new Position("e", 4), true);
    book.flush();
    book.flush();

    assertThat(written).hasSize(1);
    assertThat(written.getFirst().acked()).isEqualTo(Map.of("one", new Progress.Acked(5, true)));
  }

  @Test
  void whatWasSentIsWrittenInStepsAndNothingTwice() {
    SentBook.Mark mark = open(7);
    book.flush();
    mark.moveTo(9);
    book.flush();
    book.flush();
    mark.moveTo(12);
    mark.close();
    book.flush();
    book.flush();

    assertThat(written)
        .extracting(Progress::sent)
        .containsExactly(
            List.of(new Progress.Sent("one", 7, 9)), List.of(new Progress.Sent("one", 9, 12)));
  }

  @Test
  void aStoreThatIsAwayGetsItLater() {
    SentBook.Mark mark = open(0);
    mark.moveTo(2);
    mark.close();
    book.note("t", "one", new Position("e", 1), true);
    isAway = true;
    book.flush();
    book.note("t", "one", new Position("e", 2), true);
    isAway = false;
    book.flush();

    assertThat(written).hasSize(1);
    assertThat(written.getFirst().sent()).containsExactly(new Progress.Sent("one", 0, 2));
    assertThat(written.getFirst().acked()).isEqualTo(Map.of("one", new Progress.Acked(2, true)));
  }

  @Test
  void onlyWhatWasStoredIsSettled() {
    AckBook picky =
        new AckBook(
            gathered -> {
              written.addAll(gathered);
              return gathered.stream().filter(one -> one.tenant().equals("stored")).toList();
            },
            TestClock.at("2026-11-21T12:00:00Z"));
    for (String tenant : List.of("waits", "stored")) {
      picky.note(tenant, "one", new Position("e", 3), true);
    }

    picky.flush();
    picky.flush();

    assertThat(written).extracting(Progress::tenant).containsExactly("stored", "waits", "waits");
  }

  @Test
  void moreTerminalsThanGoTogetherAreSeveralParts() {
    int terminals = 2 * Progress.SIZE_MAX + 1;
    for (int i = 0; i < terminals; i++) {
      book.note("t", "till-" + i, new Position("e", 1), true);
    }
    open(0).moveTo(1);
    book.flush();
    book.flush();

    assertThat(written)
        .extracting(progress -> progress.acked().size())
        .containsExactly(Progress.SIZE_MAX, Progress.SIZE_MAX, 1);
    assertThat(written).extracting(progress -> progress.sent().size()).containsExactly(1, 0, 0);
  }

  private SentBook.Mark open(long after) {
    return Objects.requireNonNull(
        book.sent().open("t", "one", new Position("e", after)), "too many are followed");
  }
}
