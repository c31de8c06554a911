package io.poshub.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One kept connection with one call at a time. Load thread. */
final class HttpConnection implements AutoCloseable {
  private static final int HEAD_MAX_BYTES = 64 * 1024;
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String HEAD_END = "\r\n\r\n";
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_CHARS = 3;

  private final SocketChannel channel;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocate(HEAD_MAX_BYTES);
  private int status;
  private long bodyLeftBytes;
  private boolean headRead;
  private long sentNanos;
  private int tenant;

  private HttpConnection(SocketChannel channel, int requestMaxBytes) {
    this.channel = channel;
    this.out = ByteBuffer.allocateDirect(requestMaxBytes);
  }

  static HttpConnection open(int port, int requestMaxBytes) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new HttpConnection(channel, requestMaxBytes);
  }

  SocketChannel channel() {
    return channel;
  }

  void send(RequestTemplate request, long stampNanos, long number) throws IOException {
    out.clear();
    request.write(out, stampNanos, number);
    out.flip();
    sentNanos = stampNanos;
    tenant = request.tenant();
    headRead = false;
    in.clear();
    while (out.hasRemaining()) {
      // An idle connection's buffer takes a small request whole.
      channel.write(out);
    }
  }

  long sentNanos() {
    return sentNanos;
  }

  int tenant() {
    return tenant;
  }

  int status() {
    return status;
  }

  /** Reads once; whether the answer is whole. */
  boolean onReadable() throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("the server closed a connection");
    }
    in.flip();
    if (!headRead && !readHead()) {
      in.position(in.limit());
      in.limit(in.capacity());
      return false;
    }
    bodyLeftBytes -= in.remaining();
    in.clear();
    if (bodyLeftBytes < 0) {
      throw new IOException("more came than was asked for");
    }
    return bodyLeftBytes == 0;
  }

  private boolean readHead() throws IOException {
    String text = new String(in.array(), 0, in.limit(), ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      if (in.limit() == in.capacity()) {
        throw new IOException("an answer's head is too long");
      }
      return false;
    }
    String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
    status = Integer.parseInt(head, STATUS_AT, STATUS_AT + STATUS_CHARS, 10);
    bodyLeftBytes = bodyBytes(head);
    in.position(end + HEAD_END.length());
    headRead = true;
    return true;
  }

  private long bodyBytes(String head) throws IOException {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      if (status == 204 || status == 304) {
        return 0;
      }
      throw new IOException("an answer without its length");
    }
    int begin = at + LENGTH.length();
    return Long.parseLong(head.substring(begin, head.indexOf('\r', begin)).strip());
  }

  @Override
  public void close() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
