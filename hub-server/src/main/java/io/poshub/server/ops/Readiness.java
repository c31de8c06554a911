package io.poshub.server.ops;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether this hub wants requests: true from the first moment it can serve until it drains. Any
 * thread.
 */
public final class Readiness {
  private final AtomicBoolean serving = new AtomicBoolean();

  public void nowServing() {
    serving.set(true);
  }

  public void nowDraining() {
    serving.set(false);
  }

  public boolean isServing() {
    return serving.get();
  }
}
