package io.poshub.client.terminal;

import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeSocket;
import io.poshub.client.fakehub.Frames;
import io.poshub.protocol.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A terminal, its hub, its clock and what its listener saw. */
final class Till implements AutoCloseable {
  static final String KEY = "ph_live_test";

  final FakeHub hub;
  final HandClock clock = new HandClock();
  final RecordingListener listener;
  final PosTerminal terminal;

  Till(FakeHub hub, RecordingListener listener, Setup setup) {
    this.hub = hub;
    this.listener = listener;
    this.terminal =
        new PosTerminal(
            TerminalSettings.builder(hub.address(), Frames.TENANT, KEY)
                .terminal(setup.terminal())
                .events(setup.events())
                .stateFile(setup.stateFile())
                .acks(setup.acks())
                .clock(clock)
                .random(new SplittableRandom(7))
                .build(),
            listener);
  }

  /** What differs from test to test. */
  record Setup(
      @Nullable String terminal, Set<EventType> events, @Nullable Path stateFile, AckMode acks) {
    static Setup plain() {
      return new Setup("till-1", Set.of(), null, AckMode.AUTOMATIC);
    }

    Setup file(Path path) {
      return new Setup(terminal, events, path, acks);
    }

    Setup only(EventType type) {
      return new Setup(terminal, Set.of(type), stateFile, acks);
    }

    Setup explicitAcks() {
      return new Setup(terminal, events, stateFile, AckMode.EXPLICIT);
    }
  }

  static Till connected() throws IOException {
    return connected(new FakeHub(), Setup.plain());
  }

  static Till connected(FakeHub hub, Setup setup) {
    Till till = new Till(hub, new RecordingListener(), setup);
    till.terminal.connect();
    return till;
  }

  /** Accepts the next socket and brings it up to date without any event. */
  FakeSocket welcome(long seq) throws InterruptedException {
    FakeSocket socket = hub.awaitSocket();
    socket.send(Frames.welcome(seq, seq));
    socket.send(Frames.caughtUp(seq));
    return socket;
  }

  /** Lets the pause that the terminal has just begun pass. */
  TerminalState.Waiting passWait() throws InterruptedException {
    TerminalState.Waiting waiting = listener.awaitState(TerminalState.Waiting.class);
    clock.advance(waiting.delay());
    return waiting;
  }

  @Override
  public void close() throws IOException {
    terminal.close();
    hub.close();
  }
}
