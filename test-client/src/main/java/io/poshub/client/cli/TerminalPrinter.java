package io.poshub.client.cli;

import static java.util.Objects.requireNonNull;

import io.poshub.client.terminal.Snapshot;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalState;
import java.io.PrintWriter;
import java.time.Duration;

/** Prints a till's events to the output and its fortunes to the error output. Its thread. */
final class TerminalPrinter implements TerminalListener {
  private final PrintWriter out;
  private final PrintWriter err;
  private final String hub;
  private final boolean isJson;

  TerminalPrinter(PrintWriter out, PrintWriter err, String hub, boolean isJson) {
    this.out = requireNonNull(out, "out is null");
    this.err = requireNonNull(err, "err is null");
    this.hub = requireNonNull(hub, "hub is null");
    this.isJson = isJson;
  }

  @Override
  public void onEvent(TerminalEvent event) {
    out.println(isJson ? EventLine.json(event) : EventLine.of(event));
    // Also flushes. An event that nobody can read must not be acked.
    if (out.checkError()) {
      throw new IllegalStateException("the output is closed");
    }
  }

  @Override
  public void onReset(Snapshot snapshot) {
    err.println(
        "starting from what is open now; orders that wait: " + snapshot.pendingOrders().size());
    snapshot.pendingOrders().forEach(order -> err.println(EventLine.ofPendingOrder(order)));
  }

  @Override
  public void onCaughtUp(long seq) {
    err.println("caught up at " + seq + ", live");
  }

  @Override
  public void onTrouble(String what) {
    err.println("trouble: " + Printable.of(what));
  }

  @Override
  public void onState(TerminalState state) {
    err.println(Printable.of(line(state)));
  }

  private String line(TerminalState state) {
    return switch (state) {
      case TerminalState.Connecting() -> "connecting to " + hub;
      case TerminalState.Online(var head, long after, boolean resumed) ->
          "online: "
              + (resumed ? "continuing" : "starting")
              + " after "
              + after
              + ", the stream is at "
              + head.seq();
      case TerminalState.Polling(String why) -> "no socket (" + why + "): polling";
      case TerminalState.Waiting(Duration delay, String why) ->
          why + "; again in " + delay.toMillis() + " ms";
      case TerminalState.Stopped(String why, String code) -> "stopped (" + code + "): " + why;
      case TerminalState.Closed() -> "closed";
    };
  }
}
