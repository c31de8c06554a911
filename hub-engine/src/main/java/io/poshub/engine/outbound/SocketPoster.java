package io.poshub.engine.outbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One POST over a connection of its own to an address that was checked. The JDK's HTTP client
 * resolves the host itself, at a time of its own, and so could be led elsewhere; here the
 * connection goes to the address and the name serves TLS and the Host header only. No redirect is
 * followed, no proxy asked, nothing kept of the answer but its status. Virtual threads.
 */
public final class SocketPoster implements Poster {
  static final Duration CONNECT_WAIT = Duration.ofSeconds(5);

  /** From the first packet to the end of the answer's head. */
  static final Duration ANSWER_WAIT = Duration.ofSeconds(15);

  /** Addresses of a host that are tried. */
  static final int ADDRESSES_MAX = 3;

  /** What is read of an answer's body, so that its sender is not cut off in the middle of it. */
  private static final int BODY_MAX_BYTES = 64 * 1024;

  private static final Duration BODY_WAIT = Duration.ofMillis(200);

  private final SSLSocketFactory tls;
  private final Duration answerWait;

  public SocketPoster(SSLSocketFactory tls) {
    this(tls, ANSWER_WAIT);
  }

  SocketPoster(SSLSocketFactory tls, Duration answerWait) {
    this.tls = tls;
    this.answerWait = answerWait;
  }

  /** Closes whatever connection is open once the time is over. */
  private static final class Watch {
    private final AtomicBoolean late = new AtomicBoolean();
    private volatile @Nullable Socket socket;

    void guard(Socket opened) throws IOException {
      socket = opened;
      if (late.get()) {
        opened.close();
      }
    }

    boolean timeIsOver() {
      late.set(true);
      Socket open = socket;
      if (open != null) {
        closeQuietly(open);
      }
      return true;
    }
  }

  @Override
  public PostAnswer post(
      OutboundTarget target,
      List<InetAddress> addresses,
      Map<String, String> headers,
      byte[] body) {
    Watch watch = new Watch();
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    CompletableFuture<Boolean> clock =
        done.orTimeout(answerWait.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(_ -> watch.timeIsOver());
    try (Socket socket = connect(target, addresses, watch)) {
      return new PostAnswer.Answered(exchange(secured(target, socket), target, headers, body));
    } catch (IOException e) {
      return new PostAnswer.Failed(watch.late.get() ? PostAnswer.Cause.TIMEOUT : cause(e));
    } finally {
      done.complete(true);
      clock.join();
    }
  }

  private static Socket connect(OutboundTarget target, List<InetAddress> addresses, Watch watch)
      throws IOException {
    IOException last = new IOException("the host has no address");
    for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), ADDRESSES_MAX))) {
      Socket socket = new Socket();
      try {
        watch.guard(socket);
        socket.connect(
            new InetSocketAddress(address, target.port()), (int) CONNECT_WAIT.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        closeQuietly(socket);
        last = e;
      }
    }
    throw last;
  }

  private Socket secured(OutboundTarget target, Socket plain) throws IOException {
    if (!target.tls()) {
      return plain;
    }
    // Made with the name: it goes into the handshake, and the certificate must be for it.
    SSLSocket secured = (SSLSocket) tls.createSocket(plain, target.host(), target.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static int exchange(
      Socket socket, OutboundTarget target, Map<String, String> headers, byte[] body)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head(target, headers, body.length));
    out.write(body);
    out.flush();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    int status = ResponseHead.readStatus(in);
    discardBody(socket, in);
    return status;
  }

  private static byte[] head(OutboundTarget target, Map<String, String> headers, int bodyBytes) {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(target.path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.authority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(bodyBytes).append("\r\n");
    head.append("Connection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void discardBody(Socket socket, InputStream in) {
    try {
      socket.setSoTimeout((int) BODY_WAIT.toMillis());
      in.skipNBytes(BODY_MAX_BYTES);
    } catch (IOException e) {
      // The status is known; however the body ends is the sender's affair.
    }
  }

  private static PostAnswer.Cause cause(IOException failure) {
    return switch (failure) {
      case SocketTimeoutException _ -> PostAnswer.Cause.TIMEOUT;
      case SSLException _ -> PostAnswer.Cause.TLS;
      case ProtocolException _ -> PostAnswer.Cause.PROTOCOL;
      default -> PostAnswer.Cause.CONNECTION;
    };
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not needed any more.
    }
  }
}
