package io.poshub.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final int ROUNDS = 300;

  private final Planner planner = new Planner(1, 2, 9);

  @Test
  void theSameSeedPlansTheSameRound() {
    assertThat(new Planner(1, 2, 9).plan(7)).isEqualTo(planner.plan(7));
  }

  @Test
  void anotherSeedOrRoundPlansAnother() {
    assertThat(new Planner(2, 2, 9).plan(7)).isNotEqualTo(planner.plan(7));
    assertThat(planner.plan(8).writers()).isNotEqualTo(planner.plan(7).writers());
  }

  @Test
  void everyRoundHasAFaultAndEveryFaultHasItsRounds() {
    Set<FaultKind> planned = EnumSet.noneOf(FaultKind.class);
    for (int round = 1; round <= ROUNDS; round++) {
      RoundPlan plan = planner.plan(round);
      assertThat(plan.faults()).isNotEmpty();
      plan.faults().forEach(fault -> planned.add(fault.kind()));
    }

    assertThat(planned).containsExactlyInAnyOrder(FaultKind.values());
  }

  @Test
  void marksAreUniqueInARun() {
    Set<String> marks = new HashSet<>();
    for (int round = 1; round <= ROUNDS; round++) {
      for (WriterPlan writer : planner.plan(round).writers()) {
        writer.writes().forEach(write -> assertThat(marks.add(write.mark())).isTrue());
      }
    }
  }
}
