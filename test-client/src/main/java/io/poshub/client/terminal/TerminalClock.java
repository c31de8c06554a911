package io.poshub.client.terminal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Time as a terminal feels it: it never goes back, and waiting is done through it. Any thread. */
public interface TerminalClock {
  TerminalClock SYSTEM = new SystemTime();

  long nanoTime();

  /** The next element, or null once the deadline has come. */
  <T> @Nullable T poll(BlockingQueue<T> queue, long deadlineNanos) throws InterruptedException;

  /** The machine's own time. */
  final class SystemTime implements TerminalClock {
    private SystemTime() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long deadlineNanos)
        throws InterruptedException {
      return queue.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }
}
