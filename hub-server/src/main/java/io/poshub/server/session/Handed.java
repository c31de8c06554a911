package io.poshub.server.session;

import io.poshub.protocol.Position;
import org.jspecify.annotations.Nullable;

/**
 * What this socket was handed of the stream, for the record; nothing if it has no terminal or does
 * not carry new orders. The socket's loop only.
 */
final class Handed {
  private final SessionStart start;
  private final SentBook book;
  private SentBook.@Nullable Mark mark;

  Handed(SessionStart start, SentBook book) {
    this.start = start;
    this.book = book;
  }

  /** It is handed what follows here; what lies between was skipped. */
  void from(Position after) {
    end();
    String terminal = start.terminal();
    if (terminal != null && start.hearsOrders()) {
      mark = book.open(start.tenant(), terminal, after);
    }
  }

  void upTo(long seq) {
    if (mark != null) {
      mark.moveTo(seq);
    }
  }

  void end() {
    if (mark != null) {
      mark.close();
      mark = null;
    }
  }
}
