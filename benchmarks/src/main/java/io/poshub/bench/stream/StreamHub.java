package io.poshub.bench.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Visit;
import io.poshub.engine.terminal.Visits;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Position;
import io.poshub.server.fanout.FanOut;
import io.poshub.server.net.Listener;
import io.poshub.server.session.AckBook;
import io.poshub.server.session.Admission;
import io.poshub.server.session.ConnectBudget;
import io.poshub.server.session.SessionContext;
import io.poshub.server.session.SessionLog;
import io.poshub.server.session.SessionMetrics;
import io.poshub.server.session.SessionRegistry;
import io.poshub.server.session.SocketDoor;
import io.poshub.server.session.TerminalMemory;
import io.poshub.server.session.TerminalVisits;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The program: {@code StreamHub PORT TENANTS}. Main thread; ends with a signal. */
public final class StreamHub {
  private static final int CONNECTIONS_MAX = 20_000;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final MemoryKeys keys;
  private final MemoryStreams streams;
  private final FanOut fanOut;

  private StreamHub(int tenants) {
    this.keys = new MemoryKeys(tenants);
    this.streams = new MemoryStreams(keys.tenants());
    this.fanOut = new FanOut(streams, calls, ByteBufAllocator.DEFAULT, System::nanoTime, registry);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    new StreamHub(Integer.parseInt(args[1])).listen(port);
    System.out.println("ready on http://127.0.0.1:" + port);
    Thread.currentThread().join();
  }

  private void listen(int port) throws IOException, InterruptedException {
    Listener.open(
        new Listener.Settings("127.0.0.1", port, 0, false, CONNECTIONS_MAX, Set.of()),
        new StreamDoor(keys, streams, fanOut),
        sockets(),
        calls,
        Thread.ofPlatform().name("loop-", 0).daemon(true).factory(),
        System::nanoTime,
        registry);
  }

  private SocketDoor sockets() {
    Clock clock = Clock.systemUTC();
    AckBook acks = new AckBook(gathered -> gathered, clock);
    TerminalVisits visits = new TerminalVisits(new Forgetful());
    SessionContext context =
        new SessionContext(
            fanOut,
            new SessionRegistry(System::nanoTime),
            acks,
            visits,
            new Silent(),
            new SessionMetrics(registry),
            clock,
            System::nanoTime,
            Limits.HEARTBEAT,
            Limits.LIFE_SIGN_GRACE,
            Limits.NO_PROGRESS_WAIT);
    return new SocketDoor(
        context,
        new Admission(keys, fanOut, streams, visits, acks, () -> true, clock),
        calls,
        new ConnectBudget(0, 0, System::nanoTime),
        Set.of(),
        () -> true);
  }

  /** Terminals have no names here. */
  private static final class Forgetful implements TerminalMemory {
    @Override
    public Optional<KnownTerminal> find(String tenant, String terminal) {
      return Optional.empty();
    }

    @Override
    public void connected(String tenant, Visit visit, Position head) {}

    @Override
    public SharedCommits.Written<Visits> visited(List<Visits> visits) {
      return SharedCommits.Written.all(visits);
    }
  }

  /** Nobody reads a log here. */
  private static final class Silent implements SessionLog {
    @Override
    public void onConnected(String tenant, @Nullable String terminal, String remote, long after) {}

    @Override
    public void onClosed(
        String tenant,
        @Nullable String terminal,
        String remote,
        @Nullable CloseCode code,
        long acked) {}

    @Override
    public void onRefused(
        String tenant, @Nullable String terminal, String remote, ErrorCode code) {}
  }
}
