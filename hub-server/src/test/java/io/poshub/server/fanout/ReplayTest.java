package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.poshub.server.front.MemoryStreams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final MemoryStreams streams = new MemoryStreams();
  private final ArrayDeque<Runnable> workers = new ArrayDeque<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Replay replay = new Replay(streams, workers::add, registry);
  private final List<ReplayPage> pages = new ArrayList<>();

  @Test
  void tenantsTakeTurnsHoweverManyPagesOneWants() {
    for (int i = 0; i < 5; i++) {
      replay.request("chain", null, i, pages::add);
    }
    replay.request("shop", null, 0, pages::add);
    runOne();
    assertThat(streams.reads()).startsWith("chain@0", "shop@0", "chain@1").hasSize(6);
  }

  @Test
  void soManyReadsRunAtOnceAndNoMore() {
    for (int i = 0; i < 20; i++) {
      replay.request("t" + i, null, 0, pages::add);
    }
    assertThat(workers).hasSize(Replay.READS_MAX);
    runAll();
    assertThat(pages).hasSize(20);
    replay.request("again", null, 0, pages::add);
    runAll();
    assertThat(pages).hasSize(21);
  }

  @Test
  void socketsThatAskForTheSamePageShareIt() {
    streams.append("t");
    for (int i = 0; i < 10; i++) {
      replay.request("t", "e1", 0, pages::add);
    }
    replay.request("t", "e1", 1, pages::add);
    replay.request("t", "old", 0, pages::add);
    runAll();
    assertThat(streams.reads()).containsExactly("t@0", "t@1", "t@0");
    assertThat(pages).hasSize(12);
    assertThat(pages.subList(0, 10)).containsOnly(pages.getFirst());
    assertThat(pages.get(10)).isInstanceOf(ReplayPage.Nothing.class);
    assertThat(pages.get(11)).isInstanceOf(ReplayPage.Gone.class);
    assertThat(registry.get("hub_replay_pages_total").counter().count()).isEqualTo(3);
  }

  @Test
  void aStoreThatFailsIsAnAnswerAndTheNextReadWorks() {
    streams.append("t");
    streams.fails(true);
    replay.request("t", null, 0, pages::add);
    runAll();
    streams.fails(false);
    replay.request("t", null, 0, pages::add);
    runAll();
    assertThat(pages.get(0)).isInstanceOf(ReplayPage.Failed.class);
    assertThat(pages.get(1)).isInstanceOf(ReplayPage.Next.class);
  }

  private void runOne() {
    workers.remove().run();
  }

  private void runAll() {
    while (!workers.isEmpty()) {
      runOne();
    }
  }
}
