package io.poshub.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reading streams, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventLogTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("stream");

  @BeforeAll
  void writeTenEvents() {
    engine.lanes.call(tenant, new Emit(10));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void aReadReturnsWhatFollowsInPages() {
    EventPage.Events page = events(read(3, 4));

    assertThat(page.events()).extracting(StreamEvent::seq).containsExactly(4L, 5L, 6L, 7L);
    assertThat(page.hasMore()).isTrue();
    assertThat(page.head().seq()).isEqualTo(10);
    assertThat(events(read(7, 4)).hasMore()).isFalse();
    assertThat(events(read(10, 4)).events()).isEmpty();
  }

  @Test
  void aStoredEventIsByteForByteTheOneThatWasTold() {
    assertThat(events(read(0, 10)).events())
        .extracting(StreamEvent::json)
        .containsExactlyElementsOf(
            engine.told.stream()
                .filter(event -> event.tenant().equals("stream"))
                .map(StreamEvent::json)
                .toList());
  }

  @Test
  void positionsAheadOfTheHeadAndOfAnotherEpochHaveExpired() {
    Position head = engine.eventLog.head("stream").orElseThrow();

    assertThat(read(11, 4)).isEqualTo(new EventPage.Expired(head));
    assertThat(engine.eventLog.read("stream", "other", 3, 4))
        .isEqualTo(new EventPage.Expired(head));
    assertThat(engine.eventLog.read("stream", head.epoch(), 3, 4))
        .isInstanceOf(EventPage.Events.class);
  }

  @Test
  void aPrunedPositionHasExpired() throws SQLException {
    Tenant pruned = engine.newTenant("pruned");
    engine.lanes.call(pruned, new Emit(5));
    engine.execute(pruned, "DELETE FROM events WHERE seq <= 3");

    assertThat(engine.eventLog.read("pruned", null, 2, 4)).isInstanceOf(EventPage.Expired.class);
    assertThat(events(engine.eventLog.read("pruned", null, 3, 4)).events()).hasSize(2);
    engine.execute(pruned, "DELETE FROM events");
    assertThat(engine.eventLog.read("pruned", null, 4, 4)).isInstanceOf(EventPage.Expired.class);
    assertThat(events(engine.eventLog.read("pruned", null, 5, 4)).events()).isEmpty();
  }

  @Test
  void pruningTakesAPrefixOnlyHoweverTheClocksWent() throws SQLException {
    Tenant kept = engine.newTenant("kept");
    engine.lanes.call(kept, new Emit(6));
    Instant now = engine.clock.instant();
    engine.execute(kept, "UPDATE events SET at = at - INTERVAL 8 DAY WHERE seq IN (1, 2, 3, 5)");
    Instant cutOff = now.minus(Duration.ofDays(7));

    assertThat(engine.eventLog.prune("kept", cutOff, 2)).isEqualTo(2);
    assertThat(engine.eventLog.prune("kept", cutOff, 2)).isEqualTo(1);
    // The fifth is old, but the fourth before it is not.
    assertThat(engine.eventLog.prune("kept", cutOff, 2)).isZero();
    assertThat(events(engine.eventLog.read("kept", null, 3, 9)).events()).hasSize(3);
    assertThat(engine.eventLog.read("kept", null, 2, 9)).isInstanceOf(EventPage.Expired.class);
  }

  @Test
  void oneQueryFindsTheHeadsOfAllStreams() {
    assertThat(engine.eventLog.heads().get("stream"))
        .isEqualTo(engine.eventLog.head("stream").orElseThrow());
    assertThat(engine.eventLog.head("nobody")).isEmpty();
  }

  private EventPage read(long after, int max) {
    return engine.eventLog.read("stream", null, after, max);
  }

  private static EventPage.Events events(EventPage page) {
    assertThat(page).isInstanceOf(EventPage.Events.class);
    return (EventPage.Events) page;
  }

  /** Leaves so many events. */
  private record Emit(int count) implements Command<Integer> {
    @Override
    public void claim(Batch batch) {}

    @Override
    public Integer decide(Batch batch) {
      for (int i = 0; i < count; i++) {
        batch.emit(EventType.ORDER_UPDATED, "événement " + i);
      }
      return count;
    }
  }
}
