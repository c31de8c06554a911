package io.poshub.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aSocketThatEndsAfterTheNextOneCameDoesNotHideIt() {
    Visit next = visit(NOON.plusSeconds(3), NOON.plusSeconds(3));
    Visit ended = visit(NOON, NOON.plusSeconds(4));
    Visit both = visit(NOON.plusSeconds(3), NOON.plusSeconds(4));

    assertThat(next.and(ended)).isEqualTo(both);
    assertThat(ended.and(next)).isEqualTo(both);
  }

  @Test
  void theSameSocketIsSeenLater() {
    Visit later = visit(NOON, NOON.plusSeconds(1));

    assertThat(visit(NOON, NOON).and(later)).isEqualTo(later);
    assertThat(later.and(visit(NOON, NOON))).isEqualTo(later);
  }

  private static Visit visit(Instant connectedAt, Instant lastSeenAt) {
    return new Visit("till", "127.0.0.1", null, connectedAt, lastSeenAt);
  }
}
