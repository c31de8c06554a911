package io.poshub.engine;

import io.poshub.testing.TestDatabase;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Stands between an engine and its database and counts the commands that pass: with each goes a
 * round trip, whatever is in it. Any thread.
 */
public final class CountedWire implements AutoCloseable {
  private static final int CALLS = 20;
  private static final int ROUNDS = 5;

  private final URI database = URI.create(jdbcUrl().substring("jdbc:".length()));
  private final ServerSocket door;
  private final AtomicLong commands = new AtomicLong();

  public CountedWire() {
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  /** The database's address by way of this wire; not encrypted, or nothing could be counted. */
  public String url() {
    return "jdbc:mysql://127.0.0.1:%d%s?%s&sslMode=DISABLED"
        .formatted(door.getLocalPort(), database.getPath(), database.getQuery());
  }

  /**
   * Round trips on average over some calls, after one that opens what stays open. A pool that is
   * still filling talks too, so the quietest of some rounds is what counts.
   */
  public long per(IntConsumer call) {
    call.accept(0);
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = commands.get();
      for (int i = 1; i <= CALLS; i++) {
        call.accept(round * CALLS + i);
      }
      fewest = Math.min(fewest, commands.get() - before);
    }
    return Math.round(fewest / (double) CALLS);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jdbcUrl() {
    return TestDatabase.shared().jdbcUrl();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(database.getHost(), database.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.startVirtualThread(() -> pass(client, server, true));
        Thread.startVirtualThread(() -> pass(server, client, false));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** Packets are three bytes of length, one that counts from each command on, and the rest. */
  private void pass(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      byte[] head = new byte[4];
      while (true) {
        in.readFully(head);
        int length =
            Byte.toUnsignedInt(head[0])
                | Byte.toUnsignedInt(head[1]) << 8
                | Byte.toUnsignedInt(head[2]) << 16;
        byte[] packet = new byte[head.length + length];
        System.arraycopy(head, 0, packet, 0, head.length);
        in.readFully(packet, head.length, length);
        if (counted && head[3] == 0) {
          commands.incrementAndGet();
        }
        out.write(packet);
      }
    } catch (IOException closed) {
      // One side has left, and so the other.
    }
  }
}
