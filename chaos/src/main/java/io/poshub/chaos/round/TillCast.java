package io.poshub.chaos.round;

import io.poshub.chaos.plan.Line;
import io.poshub.chaos.proxy.TcpProxy;
import io.poshub.chaos.shop.TenantAccess;
import io.poshub.chaos.till.LibraryTill;
import io.poshub.chaos.till.PollTill;
import io.poshub.chaos.till.SocketTill;
import io.poshub.chaos.till.Texts;
import io.poshub.chaos.till.Till;
import io.poshub.chaos.till.TillSettings;
import io.poshub.chaos.till.TillSettings.Memory;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tills of one tenant, each with its own ways. Main thread. */
final class TillCast {
  /** The first so many are on sockets of our own and can be told to move. */
  static final int MOVABLE = 9;

  private static final int VISITOR_ACKS_EVERY = 4;

  private final TenantAccess tenant;
  private final Map<Line, TcpProxy> lines;
  private final HttpClient client;
  private final Texts texts;

  TillCast(TenantAccess tenant, Map<Line, TcpProxy> lines, HttpClient client, Texts texts) {
    this.tenant = tenant;
    this.lines = Map.copyOf(lines);
    this.client = client;
    this.texts = texts;
  }

  List<Till> all() {
    Set<String> everything = Set.of();
    Set<String> money = Set.of("gift_card_updated", "loyalty_updated");
    return Stream.<Till>of(
            socket("careful", Line.TILLS_A, everything, Memory.POSITION, 5),
            socket("eager", Line.TILLS_B, everything, Memory.POSITION, 1),
            socket("forgetful", Line.TILLS_A, everything, Memory.NAME, 3),
            socket("lazy", Line.TILLS_B, everything, Memory.NAME, 20),
            socket("moody", Line.TILLS_A, everything, Memory.SOMETIMES, 7),
            socket("late", Line.TILLS_B, everything, Memory.NAME, 150),
            anonymous(),
            socket("kitchen", Line.TILLS_A, Set.of("new_order"), Memory.NAME, 2),
            socket("counter", Line.TILLS_B, money, Memory.POSITION, 4),
            new PollTill(
                settings("poller", Line.TILLS_B, null, everything, Memory.POSITION, 0),
                client,
                0,
                texts),
            new LibraryTill(
                settings("library", Line.TILLS_A, "library", everything, Memory.POSITION, 1),
                client,
                texts))
        .toList();
  }

  /** A till that was never seen before and remembers nothing but its name. */
  Till visitor(int round) {
    Line line = round % 2 == 0 ? Line.TILLS_A : Line.TILLS_B;
    return socket("visitor-" + round, line, Set.of(), Memory.NAME, VISITOR_ACKS_EVERY);
  }

  private Till socket(String name, Line line, Set<String> types, Memory memory, int ackEvery) {
    return new SocketTill(settings(name, line, name, types, memory, ackEvery), texts);
  }

  private Till anonymous() {
    return new SocketTill(
        settings("anonymous", Line.TILLS_B, null, Set.of(), Memory.POSITION, 0), texts);
  }

  private TillSettings settings(
      String name,
      Line line,
      @Nullable String terminal,
      Set<String> types,
      Memory memory,
      int ackEvery) {
    TcpProxy proxy = lines.get(line);
    if (proxy == null) {
      throw new IllegalStateException("there is no line " + line);
    }
    return new TillSettings(
        name, tenant.slug(), tenant.terminalKey(), proxy.port(), terminal, types, memory, ackEvery);
  }
}
