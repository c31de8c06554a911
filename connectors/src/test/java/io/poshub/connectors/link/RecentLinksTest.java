package io.poshub.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.testing.TestClock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often the database is asked for a connection. */
class RecentLinksTest {
  private static final int KNOCKS = 1_000;

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger nameReads = new AtomicInteger();
  private List<String> names = List.of("kitchen");
  private final RecentLinks links =
      new RecentLinks(
          () -> {
            nameReads.incrementAndGet();
            return names;
          },
          _ -> {
            reads.incrementAndGet();
            return Optional.empty();
          },
          clock);

  @Test
  void whoeverKnocksTheDatabaseIsAskedOnce() {
    for (int i = 0; i < KNOCKS; i++) {
      links.find("kitchen");
      links.doubted("kitchen");
    }

    assertThat(reads).hasValue(1);
  }

  @Test
  void whatIsDoubtedIsReadAgainOnceASecond() {
    links.find("kitchen");
    for (int second = 1; second <= 3; second++) {
      clock.advance(RecentLinks.DOUBT);
      for (int i = 0; i < KNOCKS; i++) {
        links.doubted("kitchen");
      }
    }

    assertThat(reads).hasValue(4);
  }

  @Test
  void itIsForgottenAfterItsTimeAndAfterAChange() {
    links.find("kitchen");
    links.forget("kitchen");
    links.find("kitchen");
    assertThat(reads).hasValue(2);

    clock.advance(RecentLinks.TIME);
    links.find("kitchen");

    assertThat(reads).hasValue(3);
  }

  @Test
  void namesThatAreMadeUpCostOneQuestionASecondAllTogether() {
    for (int second = 1; second <= 3; second++) {
      for (int i = 0; i < KNOCKS; i++) {
        assertThat(links.find("tenant-" + second + "-" + i).isNothing()).isTrue();
        assertThat(links.doubted("tenant-" + second + "-" + i).isNothing()).isTrue();
      }
      clock.advance(RecentLinks.DOUBT);
    }

    assertThat(nameReads).hasValue(3);
    assertThat(reads).hasValue(0);
  }

  @Test
  void whoIsConnectedHereIsKnownAtOnceAndWhoIsElsewhereAfterASecond() {
    links.find("bakery");
    names = List.of("bakery", "bar", "kitchen");
    links.forget("bakery");
    links.find("bakery");
    assertThat(reads).hasValue(1);

    names = List.of("bakery", "bar", "kitchen", "pub");
    links.find("pub");
    assertThat(reads).hasValue(1);
    clock.advance(RecentLinks.DOUBT);
    links.find("pub");

    assertThat(reads).hasValue(2);
  }
}
