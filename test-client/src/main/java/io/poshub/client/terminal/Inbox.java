package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.socket.Signal;
import io.poshub.client.socket.SocketLink;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The hand-off to the owner thread: any thread offers, the owner takes. A socket's window keeps it
 * from filling up; should it be full all the same, the signal is dropped and counted, and the owner
 * gives the socket up and resumes, so that nothing is missed.
 */
final class Inbox {
  /** A window of the socket in use, one of a socket left behind, and their few other signals. */
  static final int MAX_SIGNALS = 2 * SocketLink.WINDOW_MESSAGES + 32;

  private final ArrayBlockingQueue<Signal> queue = new ArrayBlockingQueue<>(MAX_SIGNALS);
  private final AtomicBoolean isWakeUnderWay = new AtomicBoolean();
  private final AtomicInteger dropped = new AtomicInteger();
  private final TerminalClock clock;

  Inbox(TerminalClock clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  void offer(Signal signal) {
    if (!queue.offer(signal)) {
      dropped.incrementAndGet();
    }
  }

  /** Any thread: makes the owner look at its requests. A full inbox wakes it anyway. */
  void offerWake() {
    if (isWakeUnderWay.compareAndSet(false, true) && !queue.offer(new Signal.Woken())) {
      isWakeUnderWay.set(false);
    }
  }

  /** Owner: the next signal, or null once the deadline has come. */
  @Nullable Signal take(long deadlineNanos) {
    try {
      Signal signal = clock.poll(queue, deadlineNanos);
      if (signal instanceof Signal.Woken) {
        isWakeUnderWay.set(false);
      }
      return signal;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt a terminal's thread", e);
    }
  }

  /** Owner: how many signals were dropped since it last asked. */
  int takeDropped() {
    return dropped.getAndSet(0);
  }
}
