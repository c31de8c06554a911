package io.poshub.engine.read;

import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.SqlFailure;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Questions that wait for the next query, and whether one runs. Any thread. */
final class Gathering<Q, A> {
  /** Questions that may wait. */
  static final int WAITING_MAX = 4_096;

  private final Queue<Asked<Q, A>> waiting = new ArrayDeque<>();
  private boolean running;

  /** A question, and what is told to whoever asked it: null if nothing was found. */
  record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

  /** Whether no query runs yet, so that the caller is to have one run. */
  synchronized boolean add(Asked<Q, A> asked) {
    if (waiting.size() >= WAITING_MAX) {
      throw new DatabaseException(
          new SQLTransientException("too many wait for the same rows"), SqlFailure.POOL_EXHAUSTED);
    }
    waiting.add(asked);
    boolean first = !running;
    running = true;
    return first;
  }

  /** Those for the next query, first come first; if there are none, no query runs any more. */
  synchronized List<Asked<Q, A>> take(int max) {
    List<Asked<Q, A>> taken = new ArrayList<>(Math.min(max, waiting.size()));
    while (taken.size() < max && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    running = !taken.isEmpty();
    return taken;
  }

  synchronized int size() {
    return waiting.size();
  }
}
