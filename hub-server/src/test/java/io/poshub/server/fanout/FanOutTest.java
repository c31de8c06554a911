package io.poshub.server.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.testing.Eventually;
import io.poshub.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From commits to sockets, with signals lost, late and from elsewhere. */
class FanOutTest {
  private static final String TENANT = FrontDoor.TENANT;

  private final FrontDoor hub;

  FanOutTest() throws Exception {
    this.hub = FrontDoor.open();
  }

  @AfterEach
  void nothingIsLeaked() throws Exception {
    hub.fanOut.close();
    Eventually.holds(
        "all buffers are back",
        () ->
            hub.buffersInUse() == 0
                && hub.gauge("hub_ring_bytes") == 0
                && hub.gauge("hub_recent_frames_bytes") == 0);
    hub.close();
  }

  @Test
  void aSignalThatWasLostIsMadeUpForByTheNext() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      hub.commit();
      assertThat(client.text()).contains("\"seq\":1,");
      hub.streams.append(TENANT);
      hub.streams.append(TENANT);
      hub.commit();
      List<String> frames = client.until("\"seq\":4,");
      assertThat(frames).hasSize(3);
      assertThat(frames.getFirst()).contains("\"seq\":2,");
    }
  }

  @Test
  void whatOthersWroteIsFoundByLookingAtTheHeads() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      for (int i = 0; i < 3; i++) {
        hub.streams.append(TENANT);
      }
      hub.fanOut.lookAtHeads();
      assertThat(client.until("\"seq\":3,")).hasSize(3);
    }
  }

  @Test
  void aStoreThatIsAwayForAMomentDelaysEventsButLosesNone() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      StreamEvent first = hub.streams.append(TENANT);
      StreamEvent second = hub.streams.append(TENANT);
      hub.streams.fails(true);
      hub.fanOut.onCommitted(
          TENANT, new Position("e1", second.seq()), List.of(second), System.nanoTime());
      Eventually.holds("it was asked", () -> !hub.streams.reads().isEmpty());
      hub.streams.fails(false);
      assertThat(client.until("\"seq\":2,").getFirst()).contains("\"seq\":" + first.seq() + ",");
    }
  }

  @Test
  void eventsThatComeWhileAPageIsReadFollowItInOrder() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      hub.streams.append(TENANT);
    }
    try (RawClient live = hub.liveSocket("?terminal=live")) {
      Semaphore reads = hub.streams.holdReads();
      // Admission looks whether the position is still there, then pages are read.
      reads.release();
      try (RawClient late = hub.socket("?after=0&epoch=e1")) {
        for (int i = 0; i < 50; i++) {
          hub.commit();
        }
        assertThat(live.until("\"seq\":1050,")).hasSize(50);
        reads.release(1_000);
        assertThat(late.text()).contains("welcome");
        List<String> events = new ArrayList<>(late.until("\"seq\":1050,"));
        events.removeIf(text -> text.contains("caught_up"));
        assertThat(events).hasSize(1_050);
        for (int i = 0; i < events.size(); i++) {
          assertThat(events.get(i)).contains("\"seq\":" + (i + 1) + ",");
        }
      }
    }
  }

  @Test
  void whoWasOvertakenByPruningIsToldToStartOver() throws Exception {
    for (int i = 0; i < 600; i++) {
      hub.streams.append(TENANT);
    }
    Semaphore reads = hub.streams.holdReads();
    reads.release();
    try (RawClient client = hub.socket("?after=0")) {
      assertThat(client.text()).contains("\"resumed\":true");
      hub.streams.prune(TENANT, 300);
      reads.release(1_000);
      List<String> frames = client.until("caught_up");
      assertThat(frames.getFirst()).contains("\"type\":\"reset\"", "\"seq\":600");
      hub.commit();
      assertThat(client.text()).contains("\"seq\":601,");
    }
  }

  @Test
  void manySocketsOfOneTenantAllGetEverything() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        clients.add(hub.liveSocket(""));
      }
      for (int i = 0; i < 20; i++) {
        hub.commit();
      }
      for (RawClient client : clients) {
        List<String> frames = client.until("\"seq\":20,");
        assertThat(frames).hasSize(20);
      }
      assertThat(hub.metrics.get("hub_frames_out_total").counter().count()).isEqualTo(6_000);
      assertThat(hub.metrics.get("hub_push_latency_seconds").timer().count()).isPositive();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    Eventually.holds("all are gone", () -> hub.registry.count() == 0);
    Eventually.holds("the rings are back", () -> hub.gauge("hub_ring_bytes") == 0);
  }

  @Test
  void aLongPollIsAnsweredByAnEventOrByTheEndOfItsWait() throws Exception {
    CompletableFuture<Void> waiting = poll(0, Duration.ofSeconds(25));
    CompletableFuture<Void> further = poll(1, Duration.ofSeconds(25));
    assertThat(waiting).isNotDone();
    hub.commit();
    assertThat(waiting).isCompleted();
    assertThat(further).isNotDone();
    assertThat(poll(0, Duration.ofSeconds(25))).isCompleted();
    poll(1, Duration.ofMillis(1)).get();
    hub.streams.append(TENANT);
    hub.fanOut.lookAtHeads();
    assertThat(further).isCompleted();
  }

  @Test
  void aPollHearsOfWhatASocketBroughtAlong() throws Exception {
    hub.commit();
    CompletableFuture<Void> waiting = poll(1, Duration.ofSeconds(25));
    hub.fanOut.lookAtHeads();
    assertThat(waiting).isNotDone();
    hub.streams.append(TENANT);
    try (RawClient client = hub.liveSocket("?after=2")) {
      assertThat(waiting.get()).isNull();
      assertThat(client).isNotNull();
    }
  }

  @Test
  void aHubThatDrainsAnswersItsPolls() {
    CompletableFuture<Void> waiting = poll(0, Duration.ofSeconds(25));
    hub.fanOut.endPolls();
    assertThat(waiting).isCompleted();
  }

  @Test
  void pollsThatWaitWhenTheHubClosesAreAnsweredWhateverTheirCallersDoThen() throws Exception {
    CompletableFuture<Void> first = poll(0, Duration.ofSeconds(25));
    CompletableFuture<Void> second = poll(0, Duration.ofSeconds(25));
    // As the real caller does: it comes back to the channel from within its answer.
    CompletableFuture<Void> again =
        first.thenCompose(_ -> poll(0, Duration.ofMillis(1))).toCompletableFuture();

    hub.fanOut.close();

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    Eventually.holds("the second question is answered", again::isDone);
  }

  @Test
  void quietRingsAndChannelsWithoutSocketsAreGivenBack() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      hub.commit();
      client.text();
      assertThat(hub.gauge("hub_ring_bytes")).isPositive();
      hub.advance(Duration.ofSeconds(61));
      hub.fanOut.giveBackIdle();
      Eventually.holds("the ring is given back", () -> hub.gauge("hub_ring_bytes") == 0);
      assertThat(hub.fanOut.knownHead(TENANT)).isNotNull();
    }
    Eventually.holds("the socket is gone", () -> hub.registry.count() == 0);
    hub.fanOut.giveBackIdle();
    assertThat(hub.fanOut.knownHead(TENANT)).isNotNull();
    hub.advance(Duration.ofSeconds(61));
    hub.fanOut.giveBackIdle();
    assertThat(hub.fanOut.knownHead(TENANT)).isNull();
    try (RawClient client = hub.liveSocket("?after=0")) {
      hub.commit();
      assertThat(client.text()).contains("\"seq\":2,");
    }
  }

  /** Signals are lost, doubled and out of order, sockets come and go: nobody misses an event. */
  @Test
  void whateverHappensToSignalsEverySocketSeesEverySeqInOrder() throws Exception {
    RandomGenerator random = Seeds.random("FanOutTest");
    List<StreamEvent> untold = new ArrayList<>();
    List<RawClient> clients = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    long seq = 0;
    for (int step = 0; step < 2_000; step++) {
      int dice = random.nextInt(100);
      if (dice < 40) {
        seq = hub.commit().seq();
      } else if (dice < 55) {
        StreamEvent event = hub.streams.append(TENANT);
        untold.add(event);
        seq = event.seq();
      } else if (dice < 75 && !untold.isEmpty()) {
        StreamEvent late = untold.get(random.nextInt(untold.size()));
        hub.fanOut.onCommitted(
            TENANT, new Position("e1", late.seq()), List.of(late), System.nanoTime());
      } else if (dice < 90 && clients.size() < 20) {
        long after = random.nextLong(seq + 1);
        clients.add(hub.socket("?after=" + after));
        starts.add(after);
      } else if (dice < 98) {
        hub.fanOut.giveBackIdle();
      } else {
        hub.fanOut.lookAtHeads();
      }
    }
    hub.fanOut.lookAtHeads();
    for (int i = 0; i < clients.size(); i++) {
      try (RawClient client = clients.get(i)) {
        assertThat(client.text()).contains("welcome");
        for (long next = starts.get(i) + 1; next <= seq; ) {
          String text = client.text();
          if (!text.contains("caught_up")) {
            assertThat(text).contains("\"seq\":" + next + ",");
            next++;
          }
        }
      }
    }
  }

  private CompletableFuture<Void> poll(long after, Duration wait) {
    return hub.fanOut.awaitAfter(TENANT, after, wait).toCompletableFuture();
  }
}
