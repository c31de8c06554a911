package io.poshub.server.front;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client that writes the bytes it is told to, right or wrong, and reads answers and frames
 * strictly. The test's thread.
 */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

  private final Socket socket = new Socket();
  private final DataInputStream in;

  RawClient(int port) throws IOException {
    this(port, 0);
  }

  /**
   * Connects.
   *
   * @param receiveBufferBytes how much the client takes without reading; 0 leaves it to the system
   */
  public RawClient(int port, int receiveBufferBytes) throws IOException {
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** One answer; the body as long as it says. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** One frame of the server. */
  public record Frame(int opcode, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }

  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** A request of one line and some headers, with the Host header it must have. */
  public RawClient request(String line, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(line).append("\r\nHost: hub.example\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return send(text.append("\r\n").toString());
  }

  /** Says that nothing more comes, and still reads. */
  public RawClient endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  public Answer answer() throws IOException {
    return answer(true);
  }

  /**
   * The next answer.
   *
   * @param withBody false for the answer to HEAD
   */
  public Answer answer(boolean withBody) throws IOException {
    String status = line();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, header.substring(colon + 1).strip()) != null) {
        throw new AssertionError("twice: " + header);
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = new byte[withBody ? length : 0];
    in.readFully(body);
    return new Answer(
        Integer.parseInt(status.split(" ", 3)[1]),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the server has closed and nothing more was said. */
  public boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Upgrades and reads the 101. */
  public void upgrade(String tenant, String query, String key) throws IOException {
    sendUpgrade(tenant, query, "X-API-Key: " + key);
    Answer answer = answer();
    if (answer.status() != 101
        || !answer.header("Sec-WebSocket-Accept").equals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
      throw new AssertionError("not upgraded: " + answer);
    }
  }

  public RawClient sendUpgrade(String tenant, String query, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Upgrade: websocket");
    all.add("Connection: Upgrade");
    all.add("Sec-WebSocket-Version: 13");
    // The example of RFC 6455, whose answer is known.
    all.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    return request("GET /ws/pos/" + tenant + query + " HTTP/1.1", all.toArray(String[]::new));
  }

  /** The bytes of a masked frame; {@code first} is its first byte. */
  public static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else {
      out.write(0x80 | 126);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    }
    out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ MASK[i % 4]);
    }
    return out.toByteArray();
  }

  public static byte[] textFrame(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  public RawClient sendText(String text) throws IOException {
    return send(textFrame(text));
  }

  public RawClient ack(long seq) throws IOException {
    return sendText("{\"type\":\"ack\",\"seq\":" + seq + "}");
  }

  /** The next frame, which must be whole, unmasked and of the shortest form. */
  public Frame frame() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((first & 0x70) != 0 || (first & 0x80) == 0 || (second & 0x80) != 0) {
      throw new AssertionError("not a frame of a server: " + first + " " + second);
    }
    long length = second;
    if (second == 126) {
      length = in.readUnsignedShort();
    } else if (second == 127) {
      length = in.readLong();
    }
    if ((second == 126 && length < 126) || (second == 127 && length < 65_536)) {
      throw new AssertionError("not the shortest form");
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new Frame(first & 0x0f, payload);
  }

  /** The next text; pings are answered on the way. */
  public String text() throws IOException {
    while (true) {
      Frame frame = frame();
      switch (frame.opcode()) {
        case 1 -> {
          return frame.text();
        }
        case 9 -> send(frame(0x8a, frame.payload()));
        default -> throw new AssertionError("a frame with opcode " + frame.opcode());
      }
    }
  }

  /** All texts up to the one that contains some words, which is the last. */
  public List<String> until(String words) throws IOException {
    List<String> texts = new ArrayList<>();
    do {
      texts.add(text());
    } while (!texts.getLast().contains(words));
    return texts;
  }

  /** Reads on until the server says goodbye; after that nothing may come. */
  public int closeCode() throws IOException {
    Frame frame = frame();
    while (frame.opcode() != 8) {
      frame = frame();
    }
    int code = frame.closeCode();
    send(frame(0x88, new byte[] {(byte) (code >>> 8), (byte) code}));
    if (!isClosedByServer()) {
      throw new AssertionError("something came after the close frame");
    }
    return code;
  }

  /** Whether the connection ended without a word. */
  public boolean vanished() throws IOException {
    try {
      in.readByte();
      return false;
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.readUnsignedByte();
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
