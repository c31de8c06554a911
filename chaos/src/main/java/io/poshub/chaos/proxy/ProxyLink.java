package io.poshub.chaos.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through the proxy: a pump for each direction, each on a virtual thread. */
final class ProxyLink {
  private static final int PIECE_MAX_BYTES = 16 * 1024;
  private static final int DIRECTIONS = 2;

  private final Socket near;
  private final Socket far;
  private final Gate gate;
  private final Consumer<ProxyLink> onEnd;
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean spoiled;

  ProxyLink(Socket near, Socket far, Gate gate, Consumer<ProxyLink> onEnd) {
    this.near = near;
    this.far = far;
    this.gate = gate;
    this.onEnd = onEnd;
  }

  void start() {
    Thread.ofVirtual().name("proxy-up").start(() -> pump(near, far));
    Thread.ofVirtual().name("proxy-down").start(() -> pump(far, near));
  }

  /** Whether something was lost on it. */
  boolean isSpoiled() {
    return spoiled;
  }

  private void pump(Socket from, Socket to) {
    try {
      boolean endedWell = copy(from, to);
      // The end is news too: it waits, or is lost, as a piece would be.
      if (!gate.pass()) {
        spoiled = true;
      }
      if (!spoiled) {
        end(to, endedWell);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
    }
  }

  /** Copies to the end; whether that was a clean one. */
  private boolean copy(Socket from, Socket to) throws InterruptedException {
    byte[] piece = new byte[PIECE_MAX_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (gate.pass() && !spoiled) {
          out.write(piece, 0, count);
        } else {
          spoiled = true;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What was sent before a clean end arrives, and the other direction may go on. */
  private void end(Socket to, boolean clean) {
    if (!clean) {
      cut();
    } else if (ended.incrementAndGet() == DIRECTIONS) {
      close();
    } else {
      try {
        to.shutdownOutput();
      } catch (IOException e) {
        cut();
      }
    }
  }

  /** Both ends see a reset. Idempotent. */
  void cut() {
    resetOnClose(near);
    resetOnClose(far);
    close();
  }

  private void close() {
    close(near);
    close(far);
    onEnd.accept(this);
  }

  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already, or as good as closed.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done for it.
    }
  }
}
