package io.poshub.client.print;

import static java.util.Objects.requireNonNull;

import io.poshub.client.money.CallOutcome;
import io.poshub.client.money.OpenCall;
import io.poshub.client.terminal.Snapshot;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalState;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.JsonValue;

/**
 * Hands a till's orders to its printer before they count as handled. If the hub is silent meanwhile
 * the event fails, and so comes again. The terminal's thread.
 */
public final class PrintingListener implements TerminalListener {
  private final TerminalListener next;
  private final OrderPrinter printer;
  private boolean hasTakenPending;

  public PrintingListener(TerminalListener next, OrderPrinter printer) {
    this.next = requireNonNull(next, "next is null");
    this.printer = requireNonNull(printer, "printer is null");
  }

  @Override
  public void onEvent(TerminalEvent event) {
    next.onEvent(event);
    try {
      takePendingOnce();
      if (event.type().equals(EventType.NEW_ORDER.wire())) {
        printer.take(event.data());
      } else if (event.type().equals(EventType.ORDER_UPDATED.wire())) {
        printer.saw(event.data());
      }
    } catch (HubSilentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void onReset(Snapshot snapshot) {
    next.onReset(snapshot);
    try {
      for (JsonValue order : snapshot.pendingOrders()) {
        printer.take(order);
      }
      hasTakenPending = true;
    } catch (HubSilentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void onCaughtUp(long seq) {
    next.onCaughtUp(seq);
  }

  @Override
  public void onState(TerminalState state) {
    next.onState(state);
    if (state instanceof TerminalState.Online || state instanceof TerminalState.Polling) {
      try {
        takePendingOnce();
      } catch (HubSilentException e) {
        next.onTrouble("the orders that wait could not be read: " + e.getMessage());
      }
    }
  }

  @Override
  public void onOpenCall(OpenCall call, CallOutcome outcome) {
    next.onOpenCall(call, outcome);
  }

  @Override
  public void onTrouble(String what) {
    next.onTrouble(what);
  }

  private void takePendingOnce() throws HubSilentException {
    if (!hasTakenPending) {
      printer.takePending();
      hasTakenPending = true;
    }
  }
}
