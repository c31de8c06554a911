package io.poshub.chaos.check;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TerminalHistory;
import io.poshub.protocol.CloseCode;
import java.util.List;
import java.util.Set;

/** One connection by itself: begins where it should, goes on in order, ends for a good reason. */
final class ConnectionRules {
  private static final int GOING_AWAY = 1001;
  private static final Set<Integer> GOOD_CLOSES =
      Set.of(
          CloseCode.NORMAL.code(),
          GOING_AWAY,
          CloseCode.DRAINING.code(),
          CloseCode.REPLACED.code());

  private final String who;
  private final TerminalHistory terminal;
  private final ConnectionHistory connection;
  private final Findings findings;

  private ConnectionRules(
      String who, TerminalHistory terminal, ConnectionHistory connection, Findings findings) {
    this.who = who + " connection " + connection.number();
    this.terminal = terminal;
    this.connection = connection;
    this.findings = findings;
  }

  /**
   * @param start where the terminal's first connection began
   */
  static void check(
      String who,
      TerminalHistory terminal,
      ConnectionHistory connection,
      long start,
      List<StreamRow> stream,
      Findings findings) {
    ConnectionRules rules = new ConnectionRules(who, terminal, connection, findings);
    rules.checkStart(start);
    rules.checkOrder(stream);
    rules.checkCaughtUp(stream);
    rules.checkEnd();
  }

  private void checkStart(long start) {
    long after = connection.opening().after();
    switch (connection.beginning()) {
      case Beginning.After(long asked) -> {
        if (after != asked) {
          wrongStart("asked to go on after " + asked + ", began after " + after);
        }
      }
      case Beginning.HubRemembers(long acked) -> {
        if (after > Math.max(start, acked)) {
          wrongStart("began after " + after + ", but acknowledged " + acked + " at most");
        } else if (after < start) {
          wrongStart("began after " + after + ", but came to this stream at " + start);
        }
      }
    }
    if (connection.reset()) {
      findings.add(
          ViolationKind.UNEXPECTED_RESET,
          who,
          connection.beginning() + " was reset to " + connection.opening());
    }
  }

  private void wrongStart(String evidence) {
    findings.add(ViolationKind.WRONG_START, who, evidence);
  }

  private void checkOrder(List<StreamRow> stream) {
    long last = connection.opening().after();
    for (SeenEvent event : connection.deliveries()) {
      if (event.seq() <= last) {
        findings.add(ViolationKind.OUT_OF_ORDER, who, event + " came after seq " + last);
      } else {
        reportLeftOut(stream, last, event.seq());
        last = event.seq();
      }
      if (!terminal.wants(event.type())) {
        findings.add(ViolationKind.UNEXPECTED_FRAME, who, "was not asked for: " + event);
      }
    }
  }

  /** Rows are in order of seq and seq begins at one, so a row's place is its seq less one. */
  private void reportLeftOut(List<StreamRow> stream, long last, long next) {
    for (long seq = last + 1; seq < next && seq <= stream.size(); seq++) {
      SeenEvent missing = stream.get(Math.toIntExact(seq - 1)).event();
      if (terminal.wants(missing.type())) {
        findings.add(
            ViolationKind.GAP_IN_CONNECTION, who, missing + " was left out before seq " + next);
      }
    }
  }

  /** All up to the head that the welcome named must come first. */
  private void checkCaughtUp(List<StreamRow> stream) {
    Long caughtUp = connection.caughtUp();
    if (caughtUp == null) {
      return;
    }
    int before = connection.beforeCaughtUp();
    long reached =
        before == 0 ? connection.opening().after() : connection.deliveries().get(before - 1).seq();
    long due = connection.reset() ? connection.opening().after() : connection.opening().head();
    for (long seq = reached + 1; seq <= due && seq <= stream.size(); seq++) {
      SeenEvent missing = stream.get(Math.toIntExact(seq - 1)).event();
      if (terminal.wants(missing.type())) {
        findings.add(
            ViolationKind.CAUGHT_UP_TOO_EARLY,
            who,
            "caught_up " + caughtUp + " came before " + missing + "; the head was " + due);
      }
    }
    if (caughtUp < due) {
      findings.add(
          ViolationKind.CAUGHT_UP_TOO_EARLY,
          who,
          "caught_up says " + caughtUp + ", the head was " + due);
    }
  }

  private void checkEnd() {
    Integer code = connection.closeCode();
    if (code != null && !GOOD_CLOSES.contains(code)) {
      findings.add(ViolationKind.UNEXPECTED_CLOSE, who, "closed with " + code);
    }
    connection
        .oddities()
        .forEach(oddity -> findings.add(ViolationKind.UNEXPECTED_FRAME, who, oddity));
  }
}
