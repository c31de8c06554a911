package io.poshub.engine;

import io.poshub.testing.TestDatabase;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Stands between an engine and its database and counts the commands that pass: with each goes a
 * round trip, whatever is in it. Any thread.
 */
public final class CountedWire implements AutoCloseable {
  private static final int CALLS = 20;
  private static final int ROUNDS = 5;
  private static final int DEFAULT_PORT = 3306;

  private final URI database = URI.create(jdbcUrl().substring("jdbc:".length()));
  private final ServerSocket door;
  private final AtomicLong commands = new AtomicLong();
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private volatile boolean losesCommits;

  public CountedWire() {
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  /** The database's address by way of this wire; not encrypted, or nothing could be read. */
  public String url() {
    String query = database.getQuery() == null ? "" : database.getQuery() + "&";
    return "jdbc:mysql://127.0.0.1:%d%s?%ssslMode=DISABLED&allowPublicKeyRetrieval=true"
        .formatted(door.getLocalPort(), database.getPath(), query);
  }

  /** How many commands have passed. */
  public long commands() {
    return commands.get();
  }

  /** From now on commits reach the database, but their answers are lost with the connection. */
  public void loseCommits() {
    losesCommits = true;
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
      for (Line line : lines) {
        line.server.close();
      }
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
        Line line = new Line(door.accept(), new Socket(database.getHost(), port()));
        lines.add(line);
        Thread.startVirtualThread(line::ask);
        Thread.startVirtualThread(line::answer);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private int port() {
    return database.getPort() < 0 ? DEFAULT_PORT : database.getPort();
  }

  /** One connection. */
  private final class Line {
    private final Socket client;
    private final Socket server;
    private volatile boolean lost;

    Line(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    /** Packets are three bytes of length, one that counts from each command on, and the rest. */
    void ask() {
      try (client) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        byte[] head = new byte[4];
        while (!lost) {
          in.readFully(head);
          int length =
              Byte.toUnsignedInt(head[0])
                  | Byte.toUnsignedInt(head[1]) << 8
                  | Byte.toUnsignedInt(head[2]) << 16;
          byte[] packet = Arrays.copyOf(head, head.length + length);
          in.readFully(packet, head.length, length);
          if (head[3] == 0) {
            commands.incrementAndGet();
          }
          lost =
              losesCommits && new String(packet, StandardCharsets.ISO_8859_1).contains("; COMMIT");
          out.write(packet);
        }
      } catch (IOException closed) {
        // One side has left.
      }
    }

    /** What a lost commit is answered is read, so that the server ends it, and not passed on. */
    void answer() {
      try (server;
          client) {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] some = new byte[8192];
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          if (!lost) {
            out.write(some, 0, n);
          }
        }
      } catch (IOException closed) {
        // One side has left.
      }
    }
  }
}
