package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the hub's process behaved: its asked-for ends, its starts, and the calls made meanwhile. */
public record ProcessHistory(
    List<Stop> stops, List<String> failedStarts, List<CallSpan> calls, List<Span> disturbances) {
  public ProcessHistory {
    stops = List.copyOf(stops);
    failedStarts = List.copyOf(failedStarts);
    calls = List.copyOf(calls);
    disturbances = List.copyOf(disturbances);
  }

  /** From one moment to another, of one clock that never goes back. */
  public record Span(long fromNanos, long toNanos) {
    public boolean touches(Span other) {
      return fromNanos <= other.toNanos && other.fromNanos <= toNanos;
    }
  }

  /** A SIGTERM and the end that followed; the exit code is null if none did in time. */
  public record Stop(long signalNanos, long tookMillis, @Nullable Integer exitCode) {}

  /** One call; {@code answered} means any HTTP answer at all. */
  public record CallSpan(String what, Span span, boolean answered) {
    public CallSpan {
      requireNonNull(what, "what is null");
      requireNonNull(span, "span is null");
    }
  }
}
