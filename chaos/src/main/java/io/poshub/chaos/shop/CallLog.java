package io.poshub.chaos.shop;

import io.poshub.chaos.history.ProcessHistory.CallSpan;
import io.poshub.chaos.history.ProcessHistory.Span;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Which calls got no answer, and how often calls were made again. Any thread. */
public final class CallLog {
  private final ConcurrentLinkedQueue<CallSpan> unanswered = new ConcurrentLinkedQueue<>();
  private final LongAdder retries = new LongAdder();

  public void unanswered(String what, long fromNanos) {
    unanswered.add(new CallSpan(what, new Span(fromNanos, System.nanoTime()), false));
  }

  void retried() {
    retries.increment();
  }

  public long retries() {
    return retries.sum();
  }

  public List<CallSpan> spans() {
    return List.copyOf(unanswered);
  }
}
