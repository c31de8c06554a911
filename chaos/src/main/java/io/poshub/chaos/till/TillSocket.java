package io.poshub.chaos.till;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.poshub.protocol.Limits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket on a bare TCP socket, so that a till can stop reading, vanish and be cut wherever it
 * likes. One thread reads, any may write or drop it.
 */
final class TillSocket implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration SILENCE_MAX = Limits.HEARTBEAT.plus(Limits.LIFE_SIGN_GRACE);
  private static final int HEAD_MAX_BYTES = 16 * 1024;
  private static final int KEY_BYTES = 16;

  /** Small, so that a till that does not read is felt by the hub soon. */
  private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

  private final Socket socket;
  private final DataInputStream in;

  private TillSocket(Socket socket, DataInputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /** An upgrade that was answered with something else than 101. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String head) {
      super("upgrade refused: " + head);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  static TillSocket open(int port, String path, String key) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Math.toIntExact(CONNECT_MAX.toMillis()));
      socket.setSoTimeout(Math.toIntExact(ANSWER_MAX.toMillis()));
      socket.getOutputStream().write(request(port, path, key));
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      requireUpgrade(head(in));
      socket.setSoTimeout(Math.toIntExact(SILENCE_MAX.toMillis()));
      return new TillSocket(socket, in);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static byte[] request(int port, String path, String key) {
    byte[] nonce = new byte[KEY_BYTES];
    ThreadLocalRandom.current().nextBytes(nonce);
    String head =
        """
        GET %s HTTP/1.1
        Host: 127.0.0.1:%d
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: %s
        X-API-Key: %s

        """
            .formatted(path, port, Base64.getEncoder().encodeToString(nonce), key);
    return head.replace("\n", "\r\n").getBytes(US_ASCII);
  }

  /** The answer's head, up to and with the empty line. */
  private static String head(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < HEAD_MAX_BYTES) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the socket ended before the upgrade was answered");
      }
      head.write(next);
      if (next == '\n' && head.toString(US_ASCII).endsWith("\r\n\r\n")) {
        return head.toString(US_ASCII);
      }
    }
    throw new IOException("the answer's head has no end");
  }

  private static void requireUpgrade(String head) throws IOException {
    String[] words = head.lines().findFirst().orElse("").split(" ", 3);
    int status = words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
    if (status != 101) {
      throw new Refused(status, head.strip());
    }
  }

  WebSocketFrame read() throws IOException {
    return WebSocketFrame.read(in);
  }

  void sendAck(long seq) throws IOException {
    send(WebSocketFrame.TEXT, ("{\"type\":\"ack\",\"seq\":" + seq + "}").getBytes(UTF_8));
  }

  void send(int opcode, byte[] payload) throws IOException {
    byte[] frame = WebSocketFrame.masked(opcode, payload);
    // One write per frame: two threads must not mix theirs.
    synchronized (socket) {
      socket.getOutputStream().write(frame);
    }
  }

  /** Gone without a word. */
  void drop() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done for it.
    }
  }
}
