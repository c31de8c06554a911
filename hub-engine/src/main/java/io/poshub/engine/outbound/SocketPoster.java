package io.poshub.engine.outbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over a connection of its own to an address that was checked. No redirect is followed, no
 * proxy asked, nothing kept of the answer but its status. Virtual threads.
 */
public final class SocketPoster implements Poster {
  /** From the first packet to the end of the answer's head. */
  static final Duration ANSWER_WAIT = Duration.ofSeconds(15);

  /** What is read of an answer's body, so that its sender is not cut off in the middle of it. */
  private static final int BODY_MAX_BYTES = 64 * 1024;

  private static final Duration BODY_WAIT = Duration.ofMillis(200);

  private final Dialer dialer;
  private final Duration answerWait;

  public SocketPoster(SSLSocketFactory tls) {
    this(tls, ANSWER_WAIT);
  }

  SocketPoster(SSLSocketFactory tls, Duration answerWait) {
    this.dialer = new Dialer(tls);
    this.answerWait = answerWait;
  }

  @Override
  public PostAnswer post(
      OutboundTarget target,
      List<InetAddress> addresses,
      Map<String, String> headers,
      byte[] body) {
    try (Watch watch = new Watch(answerWait)) {
      return post(target, addresses, headers, body, watch);
    }
  }

  private PostAnswer post(
      OutboundTarget target,
      List<InetAddress> addresses,
      Map<String, String> headers,
      byte[] body,
      Watch watch) {
    try (Socket socket = dialer.dial(target, addresses, watch)) {
      return new PostAnswer.Answered(exchange(socket, target, headers, body));
    } catch (IOException e) {
      return new PostAnswer.Failed(watch.isLate() ? PostAnswer.Cause.TIMEOUT : cause(e));
    }
  }

  private static int exchange(
      Socket socket, OutboundTarget target, Map<String, String> headers, byte[] body)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head(target, headers, body.length));
    out.write(body);
    out.flush();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    int status = ResponseHead.read(in).status();
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

  static PostAnswer.Cause cause(IOException failure) {
    return switch (failure) {
      case SocketTimeoutException _ -> PostAnswer.Cause.TIMEOUT;
      case SSLException _ -> PostAnswer.Cause.TLS;
      case ProtocolException _ -> PostAnswer.Cause.PROTOCOL;
      default -> PostAnswer.Cause.CONNECTION;
    };
  }
}
