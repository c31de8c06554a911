package io.poshub.client.fakehub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The hub's end of one WebSocket. Tests send on any thread; arriving frames are kept in order. */
public final class FakeSocket {
  private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final Socket socket;
  private final FakeRequest request;
  private final DataInputStream in;
  private final OutputStream out;
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

  FakeSocket(Socket socket, FakeRequest request, InputStream in, OutputStream out) {
    this.socket = socket;
    this.request = request;
    this.in = new DataInputStream(in);
    this.out = out;
  }

  public FakeRequest request() {
    return request;
  }

  void accept() throws IOException {
    String answer = sha1(request.headers().get("sec-websocket-key") + ACCEPT_SALT);
    String head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + answer
            + "\r\n\r\n";
    out.write(head.getBytes(ISO_8859_1));
    out.flush();
  }

  public void send(String text) {
    write(TEXT, text.getBytes(UTF_8));
  }

  public void ping() {
    write(PING, new byte[] {1});
  }

  public void close(int code, String reason) {
    byte[] words = reason.getBytes(UTF_8);
    write(CLOSE, ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
  }

  /** Cuts the connection without a word. */
  public void drop() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next thing that arrived: a text, {@code pong}, {@code close 1000} or {@code end}. */
  public String await() throws InterruptedException {
    String next = arrived.poll(FakeHub.DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing arrived");
    }
    return next;
  }

  /** Waits for this, whatever comes before it. */
  public void await(String wanted) throws InterruptedException {
    String next = await();
    while (!next.equals(wanted)) {
      if (next.equals("end")) {
        throw new AssertionError("the socket ended before " + wanted);
      }
      next = await();
    }
  }

  void readUntilClosed() {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0F;
        byte[] payload = unmasked(in.readUnsignedByte() & 0x7F);
        switch (opcode) {
          case TEXT -> arrived.add(new String(payload, UTF_8));
          case PONG -> arrived.add("pong");
          case CLOSE -> {
            arrived.add("close " + (ByteBuffer.wrap(payload).getShort() & 0xFFFF));
            write(CLOSE, payload);
            return;
          }
          default -> arrived.add("opcode " + opcode);
        }
      }
    } catch (IOException | UncheckedIOException gone) {
      arrived.add("end");
    }
  }

  private byte[] unmasked(int shortLength) throws IOException {
    int length =
        switch (shortLength) {
          case 126 -> in.readUnsignedShort();
          case 127 -> Math.toIntExact(in.readLong());
          default -> shortLength;
        };
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  private synchronized void write(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload).flip();
    try {
      out.write(frame.array(), 0, frame.limit());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
