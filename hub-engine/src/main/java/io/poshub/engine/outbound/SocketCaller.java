package io.poshub.engine.outbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/**
 * One call over a connection of its own to an address that was checked. No redirect is followed, no
 * proxy asked. Virtual threads.
 */
public final class SocketCaller implements Caller {
  private final Dialer dialer;
  private final Duration answerWait;

  /**
   * Makes a caller.
   *
   * @param answerWait from the first packet to the end of the answer
   */
  public SocketCaller(SSLSocketFactory tls, Duration answerWait) {
    this.dialer = new Dialer(tls);
    this.answerWait = answerWait;
  }

  @Override
  public CallAnswer call(OutboundTarget target, List<InetAddress> addresses, CallRequest request) {
    try (Watch watch = new Watch(answerWait)) {
      return call(target, addresses, request, watch);
    }
  }

  private CallAnswer call(
      OutboundTarget target, List<InetAddress> addresses, CallRequest request, Watch watch) {
    try (Socket socket = dialer.dial(target, addresses, watch)) {
      OutputStream out = socket.getOutputStream();
      out.write(head(target, request));
      out.write(request.body());
      out.flush();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      ResponseHead head = ResponseHead.read(in);
      byte[] answer = ResponseBody.read(in, head, request.answerMaxBytes());
      return new CallAnswer.Answered(head.status(), head.headers(), answer);
    } catch (IOException e) {
      return new CallAnswer.Failed(
          watch.isLate() ? PostAnswer.Cause.TIMEOUT : SocketPoster.cause(e));
    }
  }

  private static byte[] head(OutboundTarget target, CallRequest request) {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(target.path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.authority()).append("\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (request.body().length > 0) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
