package io.poshub.client.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.progress.Progress.Verdict;
import io.poshub.protocol.Position;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress atFive = Progress.at(new Position("e", 5));

  @Test
  void theNextSeqIsNextLowerOnesAreDuplicatesHigherOnesGaps() {
    assertThat(atFive.judge(4, false)).isEqualTo(Verdict.DUPLICATE);
    assertThat(atFive.judge(5, false)).isEqualTo(Verdict.DUPLICATE);
    assertThat(atFive.judge(6, false)).isEqualTo(Verdict.NEXT);
    assertThat(atFive.judge(7, false)).isEqualTo(Verdict.GAP);
    assertThat(atFive.judge(7, true)).isEqualTo(Verdict.NEXT);
  }

  @Test
  void handledNeverPassesDeliveredAndNeverGoesBack() {
    Progress shown = atFive.delivered(8);
    assertThat(shown.handledPosition().seq()).isEqualTo(5);
    assertThat(shown.handled(7).handled()).isEqualTo(7);
    assertThat(shown.handled(7).handled(6).handled()).isEqualTo(7);
    assertThat(shown.handled(99).handled()).isEqualTo(8);
  }

  @Test
  void steppingOverFilteredEventsDoesNotHideOneThatStillNeedsHandling() {
    assertThat(atFive.skipped(9)).isEqualTo(new Progress("e", 9, 9));
    assertThat(atFive.delivered(6).skipped(9)).isEqualTo(new Progress("e", 9, 5));
  }
}
