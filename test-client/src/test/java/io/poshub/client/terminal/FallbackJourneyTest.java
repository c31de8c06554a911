package io.poshub.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeRequest;
import io.poshub.client.fakehub.FakeSocket;
import io.poshub.client.fakehub.FakeStream;
import io.poshub.client.fakehub.Frames;
import io.poshub.client.reconnect.Tally;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackJourneyTest {
  private static final FakeAnswer NO_UPGRADE = FakeAnswer.problem(426, "upgrade_required", false);

  private final FakeStream stream = new FakeStream();

  private FakeHub hub() throws IOException {
    FakeHub hub = new FakeHub();
    hub.onRest(stream::rest);
    return hub;
  }

  private static void failUntilPolling(Till till) throws InterruptedException {
    for (int i = 1; i < Tally.FALLBACK_AFTER_FAILURES; i++) {
      till.passWait();
    }
    var _ = till.listener.awaitState(TerminalState.Polling.class);
  }

  @Test
  void withoutASocketTheTillPollsAndReturnsWithoutLossOrRepeat() throws Exception {
    try (Till till = Till.connected(hub(), Till.Setup.plain())) {
      FakeSocket first = till.hub.awaitSocket();
      stream.join(first);
      stream.publish();
      till.listener.awaitSeq(1);
      till.hub.onUpgrade(_ -> Optional.of(NO_UPGRADE));
      stream.dropAll();
      failUntilPolling(till);

      for (int i = 0; i < 20; i++) {
        stream.publish();
      }
      till.clock.advance(PollSession.EMPTY_PAGE_PAUSE);
      till.listener.awaitSeq(21);

      // The first try of the socket fails once more, and polling goes on.
      till.clock.advance(PollSession.SOCKET_RETRY_INTERVAL);
      var _ = till.listener.awaitState(TerminalState.Polling.class);
      stream.publish();
      till.clock.advance(PollSession.EMPTY_PAGE_PAUSE);
      till.listener.awaitSeq(22);

      till.hub.onUpgrade(_ -> Optional.empty());
      till.clock.advance(PollSession.SOCKET_RETRY_INTERVAL);
      FakeSocket second = till.hub.awaitSocket();
      assertThat(second.request().parameter("after")).isEqualTo("22");
      stream.publish();
      stream.join(second);
      stream.publish();
      till.listener.awaitSeq(24);
      till.clock.advance(Bookkeeping.PAUSE);
      second.await(Frames.ack(24));
      assertThat(till.listener.seqs())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 24).boxed().toList());
    }
  }

  @Test
  void aSocketThatOpensAndIsCutAtOnceLeadsToPollingToo() throws Exception {
    FakeHub hub = hub();
    hub.onUpgrade(_ -> Optional.of(FakeAnswer.hangUp()));
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      failUntilPolling(till);
    }
  }

  @Test
  void aTillThatNeverHadASocketPollsFromItsLastAck() throws Exception {
    FakeHub hub = hub();
    hub.onUpgrade(_ -> Optional.of(NO_UPGRADE));
    for (int i = 0; i < 4; i++) {
      stream.publish();
    }
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      failUntilPolling(till);
      till.listener.awaitSeq(4);
      assertThat(till.listener.seqs()).containsExactly(3L, 4L);
    }
  }

  @Test
  void pollingAppliesTheFilterItself() throws Exception {
    FakeHub hub = hub();
    hub.onUpgrade(_ -> Optional.of(NO_UPGRADE));
    for (int i = 0; i < 4; i++) {
      stream.publish();
    }
    Till.Setup setup = Till.Setup.plain().only(EventType.MODE_CHANGED);
    try (Till till = Till.connected(hub, setup)) {
      failUntilPolling(till);
      var _ = till.clock.awaitWaitOfAtLeast(PollSession.EMPTY_PAGE_PAUSE);
      assertThat(till.listener.seqs()).isEmpty();
      assertThat(till.terminal.position()).contains(new Position(Frames.EPOCH, 4));
    }
  }

  @Test
  void anExpiredPlaceIsReplacedByASnapshot() throws Exception {
    FakeHub hub = new FakeHub();
    hub.onUpgrade(_ -> Optional.of(NO_UPGRADE));
    hub.onRest(FallbackJourneyTest::expired);
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      failUntilPolling(till);
      Snapshot snapshot = till.listener.awaitSnapshot();
      assertThat(snapshot.position()).isEqualTo(new Position("e2", 90));
      assertThat(snapshot.pendingOrders()).hasSize(1);
      till.listener.awaitSeq(91);
    }
  }

  private static FakeAnswer expired(FakeRequest request) {
    String position = "\"epoch\":\"e2\",\"seq\":90}";
    return switch (request.path()) {
      case "/api/kitchen/pos-status" ->
          FakeAnswer.ok("{\"terminals\":[],\"epoch\":\"e1\",\"seq\":7}");
      case "/api/kitchen/orders/pending" ->
          FakeAnswer.ok("{\"orders\":[{\"id\":\"o1\"}],\"has_more\":false," + position);
      default ->
          "e2".equals(request.parameter("epoch"))
              ? FakeAnswer.ok("{\"events\":[" + Frames.event(91) + "]," + position)
              : FakeAnswer.problem(410, "events_expired", false);
    };
  }

  @Test
  void aRefusedPollStopsTheTill() throws Exception {
    FakeHub hub = new FakeHub();
    hub.onUpgrade(_ -> Optional.of(NO_UPGRADE));
    hub.onRest(_ -> FakeAnswer.problem(401, "unauthenticated", false));
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      failUntilPolling(till);
      assertThat(till.listener.awaitState(TerminalState.Stopped.class).code())
          .isEqualTo("unauthenticated");
    }
  }

  /** Anything may fail at any time; the till still shows every event once and in order. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aStormOfFailuresNeitherLosesNorRepeatsAnEvent(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<Optional<FakeAnswer>> fates =
        List.of(
            Optional.empty(),
            Optional.empty(),
            Optional.of(NO_UPGRADE),
            Optional.of(FakeAnswer.hangUp()),
            Optional.of(FakeAnswer.problem(503, "overloaded", true).with("Retry-After", "1")));
    SplittableRandom fate = random.split();
    FakeHub hub = hub();
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      stream.join(till.hub.awaitSocket());
      till.listener.awaitCaughtUp(0);
      hub.onUpgrade(_ -> {
        synchronized (fate) {
          return fates.get(fate.nextInt(fates.size()));
        }
      });
      for (int turn = 0; turn < 400; turn++) {
        storm(till, random.nextInt(10));
      }
      hub.onUpgrade(_ -> Optional.empty());
      long last = stream.head();
      long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(FakeHub.DEADLINE_SECONDS);
      while (till.listener.seqs().size() < last && System.nanoTime() < giveUpAt) {
        storm(till, 9);
      }
      assertThat(till.listener.seqs())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    }
  }

  private void storm(Till till, int what) throws InterruptedException {
    while (till.hub.hasNewSocket()) {
      stream.join(till.hub.awaitSocket());
    }
    switch (what) {
      case 0 -> stream.dropAll();
      case 1, 2, 3 -> stream.publish();
      case 4 -> stream.ping();
      default -> till.clock.advance(Duration.ofMillis(300));
    }
    // Gives the other threads a turn; what they get done in it is part of the weather.
    TimeUnit.MILLISECONDS.sleep(1);
  }
}
