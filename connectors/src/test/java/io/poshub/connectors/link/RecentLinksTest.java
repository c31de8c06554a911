package io.poshub.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.testing.TestClock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often the database is asked for a connection. */
class RecentLinksTest {
  private static final int KNOCKS = 1_000;

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final AtomicInteger reads = new AtomicInteger();
  private final RecentLinks links =
      new RecentLinks(
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
}
