package io.poshub.engine.sql;

import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Whether a tenant's query runs, and who waits for the next one. Any thread. */
final class Gathering<Q, A> {
  /** Questions of one tenant that may wait. */
  static final int WAITING_MAX = 4_096;

  private final Queue<Asked<Q, A>> waiting = new ArrayDeque<>();
  private boolean running;

  /** Whether nothing runs, so that this one's query is next; otherwise it waits. */
  synchronized boolean leads(Asked<Q, A> asked) {
    if (!running) {
      running = true;
      return true;
    }
    if (waiting.size() >= WAITING_MAX) {
      throw new DatabaseException(
          new SQLTransientException("too many wait for this tenant's rows"),
          SqlFailure.POOL_EXHAUSTED);
    }
    waiting.add(asked);
    return false;
  }

  /** Those who wait, first come first, up to so many. */
  synchronized List<Asked<Q, A>> take(int max) {
    List<Asked<Q, A>> taken = new ArrayList<>();
    while (taken.size() < max && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  synchronized int size() {
    return waiting.size();
  }

  /** A query is done: whoever waits first runs the next. */
  synchronized void passOn() {
    Asked<Q, A> next = waiting.poll();
    if (next == null) {
      running = false;
    } else {
      next.leads();
    }
  }
}
