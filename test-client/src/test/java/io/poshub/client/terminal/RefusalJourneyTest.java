package io.poshub.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeSocket;
import io.poshub.client.fakehub.Frames;
import io.poshub.client.reconnect.Backoff;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalJourneyTest {

  @ParameterizedTest
  @ValueSource(ints = {4400, 4401, 4403, 4409})
  void aCloseThatWouldOnlyRepeatStopsTheTill(int code) throws Exception {
    try (Till till = Till.connected()) {
      till.welcome(1).close(code, "so it is");
      TerminalState.Stopped stopped = till.listener.awaitState(TerminalState.Stopped.class);
      assertThat(stopped.code()).isEqualTo(Integer.toString(code));
      assertThat(stopped.why()).contains("so it is");
      assertThat(till.terminal.awaitEnd()).isEqualTo(stopped);
      assertThat(till.hub.hasNewSocket()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1011, 1012, 4408, 4410, 4429})
  void aCloseThatMayPassIsComeBackFrom(int code) throws Exception {
    try (Till till = Till.connected()) {
      till.welcome(1).close(code, "later");
      till.passWait();
      assertThat(till.hub.awaitSocket().request().parameter("after")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void aRefusedUpgradeStopsTheTillAndSaysWhy(int status) throws Exception {
    FakeHub hub = new FakeHub();
    hub.onUpgrade(_ -> Optional.of(FakeAnswer.problem(status, "unauthenticated", false)));
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      TerminalState.Stopped stopped = till.listener.awaitState(TerminalState.Stopped.class);
      assertThat(stopped.code()).isEqualTo("unauthenticated");
      assertThat(stopped.why()).isEqualTo("Refused. Because. (unauthenticated)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 429})
  void retryAfterIsHonoured(int status) throws Exception {
    AtomicInteger upgrades = new AtomicInteger();
    FakeHub hub = new FakeHub();
    hub.onUpgrade(_ ->
        upgrades.incrementAndGet() == 1
            ? Optional.of(FakeAnswer.problem(status, "overloaded", true).with("Retry-After", "7"))
            : Optional.empty());
    try (Till till = Till.connected(hub, Till.Setup.plain())) {
      TerminalState.Waiting waiting = till.listener.awaitState(TerminalState.Waiting.class);
      assertThat(waiting.delay())
          .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(7).plus(Backoff.BASE));
      till.clock.advance(waiting.delay().minusNanos(1));
      assertThat(till.clock.awaitWaitOfAtLeast(Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
      assertThat(upgrades).hasValue(1);
      till.clock.advance(Duration.ofNanos(1));
      till.welcome(1);
      till.listener.awaitCaughtUp(1);
    }
  }

  @Test
  void aCallToReconnectIsHonouredToTheMillisecond() throws Exception {
    try (Till till = Till.connected()) {
      FakeSocket socket = till.welcome(1);
      socket.send(Frames.reconnect(Duration.ofMillis(3_210)));
      socket.send(Frames.event(2));
      socket.close(1012, "the hub is restarting");
      TerminalState.Waiting waiting = till.listener.awaitState(TerminalState.Waiting.class);
      assertThat(waiting.delay()).isEqualTo(Duration.ofMillis(3_210));
      till.clock.advance(waiting.delay());
      // What was sent before the close was still taken.
      assertThat(till.hub.awaitSocket().request().parameter("after")).isEqualTo("2");
    }
  }

  @Test
  void aHubThatAsksToReconnectButDoesNotCloseIsLeftInTime() throws Exception {
    try (Till till = Till.connected()) {
      till.welcome(1).send(Frames.reconnect(Duration.ofMillis(500)));
      till.listener.awaitCaughtUp(1);
      Duration left = Duration.ofMillis(501);
      while (left.toMillis() > 500) {
        left = till.clock.awaitWaitOfAtLeast(Duration.ofMillis(60));
      }
      till.clock.advance(Duration.ofMillis(500));
      assertThat(till.hub.awaitSocket().request().parameter("after")).isEqualTo("1");
    }
  }

  @Test
  void whereNothingListensTheTillTriesAgainAndAgain() throws Exception {
    URI nowhere;
    try (ServerSocket taken = new ServerSocket(0)) {
      nowhere = URI.create("http://127.0.0.1:" + taken.getLocalPort());
    }
    HandClock clock = new HandClock();
    RecordingListener listener = new RecordingListener();
    TerminalSettings settings =
        TerminalSettings.builder(nowhere, "kitchen", Till.KEY).clock(clock).build();
    try (PosTerminal terminal = new PosTerminal(settings, listener)) {
      terminal.connect();
      for (int i = 0; i < 6; i++) {
        TerminalState.Waiting waiting = listener.awaitState(TerminalState.Waiting.class);
        assertThat(waiting.why()).isEqualTo("nothing answers at " + nowhere);
        assertThat(waiting.delay()).isLessThanOrEqualTo(Backoff.standard().ceiling(i));
        clock.advance(waiting.delay());
      }
    }
  }

  @Test
  void aStateFileThatCannotBeReadStopsTheTillBeforeItSkipsAnything(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("till.json");
    Files.writeString(file, "{");
    try (Till till = Till.connected(new FakeHub(), Till.Setup.plain().file(file))) {
      assertThat(till.listener.awaitState(TerminalState.Stopped.class).why())
          .contains("delete it to start anew");
      assertThat(till.hub.requests()).isEmpty();
    }
  }
}
