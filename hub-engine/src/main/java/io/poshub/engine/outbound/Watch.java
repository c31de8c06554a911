package io.poshub.engine.outbound;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Closes whatever connection an exchange has open once its time is over. The exchange's thread
 * guards, a timer's closes.
 */
final class Watch implements AutoCloseable {
  private final AtomicBoolean late = new AtomicBoolean();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private final CompletableFuture<Boolean> timer;
  private volatile @Nullable Socket socket;

  Watch(Duration wait) {
    this.timer =
        done.orTimeout(wait.toMillis(), TimeUnit.MILLISECONDS).exceptionally(_ -> timeIsOver());
  }

  void guard(Socket opened) throws IOException {
    socket = opened;
    if (late.get()) {
      opened.close();
    }
  }

  /** Whether it was this watch that closed the connection. */
  boolean isLate() {
    return late.get();
  }

  private boolean timeIsOver() {
    late.set(true);
    Socket open = socket;
    if (open != null) {
      Dialer.closeQuietly(open);
    }
    return true;
  }

  @Override
  public void close() {
    done.complete(true);
    timer.join();
  }
}
