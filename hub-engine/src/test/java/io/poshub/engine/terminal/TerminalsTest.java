package io.poshub.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.delivery.Deliveries;
import io.poshub.engine.delivery.Progress;
import io.poshub.engine.read.Changes;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.protocol.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is remembered of terminals, on the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalsTest {
  private final EngineFixture engine = EngineFixture.create();

  @BeforeAll
  void open() {
    engine.newTenant("tills");
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void aTerminalStartsAtItsFirstHeadUntilItAcknowledges() {
    connected("t1", new Position("e1", 10));
    connected("t1", new Position("e1", 20));
    assertThat(known("t1").resumeAfter()).isEqualTo(10);

    acknowledge("e1", "t1", 15);
    assertThat(known("t1").resumeAfter()).isEqualTo(15);
  }

  @Test
  void anAcknowledgedPositionNeverFallsAndOneOfAnotherEpochIsNotKept() {
    connected("t2", new Position("e1", 0));
    acknowledge("e1", "t2", 9);
    acknowledge("e1", "t2", 5);
    acknowledge("e0", "t2", 99);

    assertThat(known("t2").ackedSeq()).isEqualTo(9L);
  }

  @Test
  void anAckBelowWhereATerminalStartedDoesNotMoveItBack() {
    connected("t4", new Position("e1", 10));
    acknowledge("e1", "t4", 4);

    assertThat(known("t4").resumeAfter()).isEqualTo(10);
  }

  @Test
  void anotherEpochMakesATerminalStartAfresh() {
    connected("t3", new Position("e1", 5));
    acknowledge("e1", "t3", 7);
    connected("t3", new Position("e2", 2));

    assertThat(known("t3").epoch()).isEqualTo("e2");
    assertThat(known("t3").resumeAfter()).isEqualTo(2);
  }

  @Test
  void aLaterVisitIsNotedAndAnEarlierOneNot() {
    connected("t5", new Position("e1", 5));
    Instant first = engine.clock.instant();
    engine.clock.advance(Duration.ofSeconds(15));
    Instant later = first.plusSeconds(10);
    Visit visit = new Visit("t5", "10.0.0.9", "app/2", later, later.plusSeconds(5));
    Visits now =
        new Visits("tills", List.of(visit, new Visit("unknown", null, null, later, later)));
    Visits before = new Visits("tills", List.of(new Visit("t5", "10.0.0.1", null, first, first)));
    Visits elsewhere = new Visits("no-such-tenant", List.of(visit));
    assertThat(engine.terminals.visited(List.of(now, elsewhere)))
        .isEqualTo(new SharedCommits.Written<>(List.of(now), List.of(elsewhere)));
    assertThat(engine.terminals.visited(List.of(before)).stored()).containsExactly(before);

    KnownTerminal known = known("t5");
    assertThat(known.remote()).isEqualTo("10.0.0.9");
    assertThat(known.client()).isEqualTo("app/2");
    assertThat(known.connectedAt()).isEqualTo(later);
    assertThat(known.lastSeenAt()).isEqualTo(later.plusSeconds(5));
    assertThat(known.resumeAfter()).isEqualTo(5);
    assertThat(engine.terminals.find("tills", "unknown")).isEmpty();
  }

  @Test
  void theListBeginsWithWhoWasSeenLast() {
    connected("old", new Position("e1", 0));
    engine.clock.advance(Duration.ofSeconds(1));
    connected("new", new Position("e1", 0));

    assertThat(engine.terminals.list("tills").getFirst().terminal()).isEqualTo("new");
  }

  private void connected(String terminal, Position head) {
    Instant now = engine.clock.instant();
    engine.terminals.connected("tills", new Visit(terminal, "10.0.0.1", null, now, now), head);
  }

  private void acknowledge(String epoch, String terminal, long seq) {
    new Deliveries(engine.transactions, new Changes())
        .record(
            List.of(
                new Progress(
                    "tills",
                    epoch,
                    Map.of(terminal, new Progress.Acked(seq, true)),
                    List.of(),
                    engine.clock.instant())));
  }

  private KnownTerminal known(String terminal) {
    return engine.terminals.find("tills", terminal).orElseThrow();
  }
}
