package io.poshub.chaos.round;

import io.poshub.chaos.history.ProcessHistory;
import io.poshub.chaos.history.ProcessHistory.CallSpan;
import io.poshub.chaos.history.ProcessHistory.Span;
import io.poshub.chaos.history.ProcessHistory.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How the hub's process behaved so far, and what disturbed it. Any thread. */
final class ProcessLog {
  private final ConcurrentLinkedQueue<Stop> stops = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failedStarts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<CallSpan> polls = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Span> disturbances = new ConcurrentLinkedQueue<>();

  void stopped(Stop stop) {
    stops.add(stop);
  }

  void failedToStart(String why) {
    failedStarts.add(why);
  }

  void polled(CallSpan poll) {
    polls.add(poll);
  }

  /** From {@code fromNanos} until now, calls may have gone unanswered for a reason. */
  void disturbedSince(long fromNanos) {
    disturbances.add(new Span(fromNanos, System.nanoTime()));
  }

  ProcessHistory history(List<CallSpan> calls) {
    List<CallSpan> all = new ArrayList<>(calls);
    all.addAll(polls);
    return new ProcessHistory(
        List.copyOf(stops), List.copyOf(failedStarts), all, List.copyOf(disturbances));
  }
}
