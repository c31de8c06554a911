package io.poshub.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One WebSocket of a swarm. Swarm thread. */
final class SwarmSocket {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int HEAD_MAX_BYTES = 16 * 1024;
  private static final byte[] SOCKET_IO_CONNECT = "40".getBytes(ISO_8859_1);
  private static final byte[] SOCKET_IO_PONG = "3".getBytes(ISO_8859_1);

  private final Swarm swarm;
  private final int number;
  private final SocketChannel channel;
  private final long startedNanos;
  private State state = State.UPGRADING;
  private byte @Nullable [] left;

  /** How far it has come. */
  private enum State {
    UPGRADING,
    GREETING,
    OPEN
  }

  SwarmSocket(Swarm swarm, int number, SocketChannel channel, long startedNanos) {
    this.swarm = swarm;
    this.number = number;
    this.channel = channel;
    this.startedNanos = startedNanos;
  }

  int number() {
    return number;
  }

  SocketChannel channel() {
    return channel;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Sends the upgrade; it fits into an empty socket. */
  void onConnected(byte[] upgrade) throws IOException {
    send(ByteBuffer.wrap(upgrade));
  }

  /** Reads once what has come, after what was left of the last time. */
  void onReadable(ByteBuffer in, long nowNanos) throws IOException {
    in.clear();
    if (left != null) {
      in.put(left);
      left = null;
    }
    if (channel.read(in) < 0) {
      throw new IOException("the server closed a socket");
    }
    in.flip();
    if (state == State.UPGRADING && !upgraded(in, nowNanos)) {
      keep(in);
      return;
    }
    FrameReader.read(in, (opcode, bytes, begin, end) -> onFrame(opcode, bytes, begin, end));
    keep(in);
  }

  private void keep(ByteBuffer in) {
    if (in.hasRemaining()) {
      byte[] rest = new byte[in.remaining()];
      in.get(rest);
      left = rest;
    }
  }

  /** Whether the answer's head was whole; it then is behind the buffer's position. */
  private boolean upgraded(ByteBuffer in, long nowNanos) throws IOException {
    byte[] bytes = new byte[Math.min(in.remaining(), HEAD_MAX_BYTES)];
    in.get(in.position(), bytes);
    String head = new String(bytes, ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("refused: " + head.lines().findFirst().orElse(""));
    }
    in.position(in.position() + end + "\r\n\r\n".length());
    if (swarm.greeting() == Greeting.NONE) {
      open(nowNanos);
    } else {
      state = State.GREETING;
    }
    return true;
  }

  private void open(long nowNanos) {
    state = State.OPEN;
    swarm.onOpen(nowNanos - startedNanos);
  }

  private void onFrame(int opcode, ByteBuffer in, int begin, int end) throws IOException {
    switch (opcode) {
      case TEXT -> onText(in, begin, end);
      case PING -> {
        byte[] payload = new byte[end - begin];
        in.get(begin, payload);
        send(FrameReader.masked(PONG, payload));
      }
      case CLOSE ->
          throw new IOException("closed with " + (end - begin < 2 ? 0 : in.getShort(begin)));
      default -> {
        // A pong, or a binary frame nobody here counts.
      }
    }
  }

  private void onText(ByteBuffer in, int begin, int end) throws IOException {
    if (swarm.onText(number, in, begin, end) || swarm.greeting() == Greeting.NONE || begin == end) {
      return;
    }
    byte kind = in.get(begin);
    if (state == State.GREETING && kind == '0') {
      send(FrameReader.masked(TEXT, SOCKET_IO_CONNECT));
    } else if (state == State.GREETING && kind == '4') {
      open(System.nanoTime());
    } else if (kind == '2') {
      send(FrameReader.masked(TEXT, SOCKET_IO_PONG));
    }
  }

  private void send(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("the server does not read");
    }
  }
}
