package io.poshub.chaos.till;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection's notes while it lasts; guarded by its journal's lock. */
final class Connection {
  private final int number;
  private final Beginning beginning;
  private final Opening opening;
  private final long openedNanos = System.nanoTime();
  private final List<SeenEvent> deliveries = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();
  private @Nullable Long caughtUp;
  private int beforeCaughtUp;
  private long catchUpMillis;
  private @Nullable Integer closeCode;
  private boolean reset;

  Connection(int number, Beginning beginning, Opening opening) {
    this.number = number;
    this.beginning = beginning;
    this.opening = opening;
  }

  void delivered(SeenEvent event) {
    deliveries.add(event);
  }

  void caughtUp(long seq) {
    if (caughtUp == null) {
      caughtUp = seq;
      beforeCaughtUp = deliveries.size();
      catchUpMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos);
    } else {
      oddities.add("a second caught_up, at " + seq);
    }
  }

  void closed(int code) {
    closeCode = code;
  }

  void wasReset() {
    reset = true;
  }

  void odd(String frame) {
    oddities.add(frame);
  }

  ConnectionHistory history() {
    return new ConnectionHistory(
        number,
        beginning,
        opening,
        deliveries,
        caughtUp,
        beforeCaughtUp,
        catchUpMillis,
        closeCode,
        reset,
        oddities);
  }
}
