package io.poshub.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeSocket;
import io.poshub.client.fakehub.Frames;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketJourneyTest {

  @Test
  void aTillSeesItsEventsAndAcksThem() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.hub.awaitSocket();
      assertThat(socket.request().path()).isEqualTo("/ws/pos/kitchen");
      assertThat(socket.request().header("x-api-key")).isEqualTo(Till.KEY);
      assertThat(socket.request().query()).containsOnlyKeys("terminal");
      socket.send(Frames.welcome(7, 5));
      socket.send(Frames.event(6));
      socket.send(Frames.event(7));
      socket.send(Frames.caughtUp(7));

      till.listener.awaitCaughtUp(7);
      till.clock.advance(Bookkeeping.PAUSE);
      socket.await(Frames.ack(7));

      assertThat(till.listener.seqs()).containsExactly(6L, 7L);
      TerminalEvent event = till.listener.events().getFirst();
      assertThat(event.type()).isEqualTo("new_order");
      assertThat(event.id()).isEqualTo("id-6");
      assertThat(event.tenant()).isEqualTo("kitchen");
      assertThat(event.time()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
      assertThat(JsonText.at(event.data(), "display_number")).isEqualTo("6");
      assertThat(till.terminal.position()).contains(new Position(Frames.EPOCH, 7));
    }
  }

  @Test
  void aLostSocketIsResumedAfterTheLastHandledEvent() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket first = till.welcome(4);
      first.send(Frames.event(5));
      till.listener.awaitSeq(5);
      first.drop();
      till.passWait();

      FakeSocket second = till.hub.awaitSocket();
      assertThat(second.request().parameter("after")).isEqualTo("5");
      assertThat(second.request().parameter("epoch")).isEqualTo(Frames.EPOCH);
      second.send(Frames.welcome(6, 5));
      second.send(Frames.event(6));
      till.listener.awaitSeq(6);
      till.clock.advance(Bookkeeping.PAUSE);
      second.await(Frames.ack(6));
      assertThat(till.listener.seqs()).containsExactly(5L, 6L);
    }
  }

  @Test
  void aRestartedTillContinuesFromItsStateFile(@TempDir Path folder) throws Exception {
    Till.Setup setup = Till.Setup.plain().file(folder.resolve("deep/till.json"));
    FakeHub hub = new FakeHub();
    Till before = Till.connected(hub, setup);
    before.welcome(1).send(Frames.event(2));
    before.listener.awaitSeq(2);
    before.terminal.close();

    try (Till after = Till.connected(hub, setup)) {
      FakeSocket socket = after.hub.awaitSocket();
      assertThat(socket.request().parameter("after")).isEqualTo("2");
      assertThat(socket.request().parameter("epoch")).isEqualTo(Frames.EPOCH);
      assertThat(after.terminal.position()).contains(new Position(Frames.EPOCH, 2));
    }
  }

  @Test
  void anEventThatComesTwiceIsShownOnce() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.welcome(1);
      socket.send(Frames.event(2));
      socket.send(Frames.event(2));
      socket.send(Frames.event(1));
      socket.send(Frames.event(3));
      till.listener.awaitSeq(3);
      assertThat(till.listener.seqs()).containsExactly(2L, 3L);
    }
  }

  @Test
  void aGapMakesTheTillComeBackForWhatIsMissing() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket first = till.welcome(1);
      first.send(Frames.event(3));
      assertThat(till.passWait().why()).contains("missing");

      FakeSocket second = till.hub.awaitSocket();
      assertThat(second.request().parameter("after")).isEqualTo("1");
      second.send(Frames.welcome(3, 1));
      second.send(Frames.event(2));
      second.send(Frames.event(3));
      till.listener.awaitSeq(3);
      assertThat(till.listener.seqs()).containsExactly(2L, 3L);
    }
  }

  @Test
  void anEventThatTheListenerFailedOnComesAgain() throws Exception {
    RecordingListener failingOnce =
        new RecordingListener() {
          private boolean hasFailed;

          @Override
          public synchronized void onEvent(TerminalEvent event) {
            if (!hasFailed) {
              hasFailed = true;
              throw new IllegalStateException("out of paper");
            }
            super.onEvent(event);
          }
        };
    try (Till till = new Till(new FakeHub(), failingOnce, Till.Setup.plain())) {
      till.terminal.connect();
      till.welcome(1).send(Frames.event(2));
      till.passWait();
      assertThat(failingOnce.troubles()).singleElement().asString().contains("out of paper");

      FakeSocket second = till.hub.awaitSocket();
      assertThat(second.request().parameter("after")).isEqualTo("1");
      second.send(Frames.welcome(2, 1));
      second.send(Frames.event(2));
      till.listener.awaitSeq(2);
    }
  }

  @Test
  void withExplicitAcksAnEventIsHandledWhenTheAppSaysSo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("till.json");
    FakeHub hub = new FakeHub();
    try (Till till = Till.connected(hub, Till.Setup.plain().explicitAcks().file(file))) {
      FakeSocket socket = till.welcome(1);
      socket.send(Frames.event(2));
      socket.send(Frames.event(3));
      till.listener.awaitSeq(3);
      assertThat(till.terminal.position()).contains(new Position(Frames.EPOCH, 1));

      till.terminal.ack(2);
      till.clock.advance(Bookkeeping.PAUSE);
      socket.await(Frames.ack(2));
      socket.drop();
      till.passWait();
      // In the same process the event still is in the app's hands: it does not come again.
      assertThat(till.hub.awaitSocket().request().parameter("after")).isEqualTo("3");
    }
    try (Till restarted = Till.connected(new FakeHub(), Till.Setup.plain().file(file))) {
      assertThat(restarted.hub.awaitSocket().request().parameter("after")).isEqualTo("2");
    }
  }

  @Test
  void withAFilterAJumpIsNoGapAndTheAckCoversWhatWasLeftOut() throws Exception {
    Till.Setup setup = Till.Setup.plain().only(EventType.NEW_ORDER);
    try (Till till = Till.connected(new FakeHub(), setup)) {
      FakeSocket socket = till.hub.awaitSocket();
      assertThat(socket.request().parameter("events")).isEqualTo("new_order");
      socket.send(Frames.welcome(9, 1));
      socket.send(Frames.event(4));
      socket.send(Frames.caughtUp(9));
      till.listener.awaitCaughtUp(9);
      till.clock.advance(Bookkeeping.PAUSE);
      socket.await(Frames.ack(9));
      assertThat(till.listener.seqs()).containsExactly(4L);
    }
  }

  @Test
  void aSilentHubIsLeftAfterTheHeartbeatAndItsGrace() throws Exception {
    try (Till till = Till.connected()) {
      till.welcome(1);
      till.listener.awaitCaughtUp(1);
      Duration limit = till.clock.awaitWaitOfAtLeast(Duration.ofSeconds(30));
      assertThat(limit).isEqualTo(Duration.ofSeconds(Frames.HEARTBEAT_S + 10));
      till.clock.advance(limit);
      assertThat(till.passWait().why()).isEqualTo("no life sign for 35 s");
      assertThat(till.hub.awaitSocket().request().parameter("after")).isEqualTo("1");
    }
  }

  @Test
  void aPingIsALifeSign() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.welcome(1);
      till.listener.awaitCaughtUp(1);
      var _ = till.clock.awaitWaitOfAtLeast(Duration.ofSeconds(30));
      till.clock.advance(Duration.ofSeconds(30));
      socket.ping();
      socket.await("pong");
      // The deadline moves only once the signal was taken, so waiting for it proves it.
      assertThat(till.clock.awaitWaitOfAtLeast(Duration.ofSeconds(30)))
          .isEqualTo(Duration.ofSeconds(35));
      assertThat(till.hub.hasNewSocket()).isFalse();
    }
  }

  @Test
  void unknownMessagesAndMembersAreNoReasonToLeave() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.welcome(1);
      socket.send("{\"type\":\"weather\",\"sun\":true}");
      socket.send("{\"type\":\"heartbeat\",\"seq\":1,\"time\":\"2026-11-21T12:00:00.000Z\"}");
      socket.send(
          "{\"type\":\"table_freed\",\"id\":\"x\",\"seq\":2,\"tenant\":\"kitchen\","
              + "\"time\":\"2026-11-21T12:00:00.000Z\",\"data\":{},\"more\":1}");
      till.listener.awaitSeq(2);
      assertThat(till.listener.events().getFirst().type()).isEqualTo("table_freed");
    }
  }

  @Test
  void anEventLargerThanTheClientsBufferArrivesWhole() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.welcome(1);
      String note = "x".repeat(200_000);
      socket.send(Frames.event(EventType.NEW_ORDER, 2, "{\"note\":\"" + note + "\"}"));
      till.listener.awaitSeq(2);
      assertThat(JsonText.at(till.listener.events().getFirst().data(), "note")).isEqualTo(note);
    }
  }

  @Test
  void aBusyListenerSlowsTheStreamAndLosesNothing() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.welcome(0);
      int count = 10 * Inbox.MAX_SIGNALS;
      synchronized (till.listener) {
        // The owner is held at its first event while far more than a window is sent.
        for (int seq = 1; seq <= count; seq++) {
          socket.send(Frames.event(seq));
        }
      }
      till.listener.awaitSeq(count);
      assertThat(till.listener.seqs()).hasSize(count).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void closingSaysGoodbyeAndEndsTheTerminal() throws Exception {
    Till till = Till.connected();
    FakeSocket socket = till.welcome(1);
    socket.send(Frames.event(2));
    till.listener.awaitSeq(2);
    till.terminal.close();
    socket.await(Frames.ack(2));
    socket.await("close 1000");
    assertThat(till.terminal.awaitEnd()).isInstanceOf(TerminalState.Closed.class);
    till.hub.close();
  }

  @Test
  void closingATerminalThatNeverConnectedIsFine() throws IOException {
    try (FakeHub hub = new FakeHub()) {
      Till till = new Till(hub, new RecordingListener(), Till.Setup.plain());
      till.terminal.close();
      till.terminal.close();
      assertThat(till.terminal.awaitEnd()).isInstanceOf(TerminalState.Closed.class);
      assertThat(hub.requests()).isEmpty();
    }
  }
}
