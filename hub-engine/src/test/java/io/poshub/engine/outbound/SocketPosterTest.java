package io.poshub.engine.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.outbound.PostAnswer.Answered;
import io.poshub.engine.outbound.PostAnswer.Cause;
import io.poshub.engine.outbound.PostAnswer.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets; the other side answers whatever the test says. */
class SocketPosterTest {
  private static final List<InetAddress> LOOPBACK = List.of(InetAddress.getLoopbackAddress());
  private static final Duration SHORT = Duration.ofMillis(300);

  private final SocketPoster poster =
      new SocketPoster((SSLSocketFactory) SSLSocketFactory.getDefault());
  private final SocketPoster impatient =
      new SocketPoster((SSLSocketFactory) SSLSocketFactory.getDefault(), SHORT);
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aPostGoesToTheAddressAndNamesTheHost() throws Exception {
    answer("HTTP/1.1 204 No Content\r\n\r\n");

    assertThat(post(poster, "/hook?a=1")).isEqualTo(new Answered(204));
    String request = requests.poll(10, TimeUnit.SECONDS);
    assertThat(request)
        .startsWith("POST /hook?a=1 HTTP/1.1\r\nHost: shop.example:")
        .contains("\r\nwebhook-id: 1\r\n", "\r\nContent-Length: 2\r\n", "Connection: close\r\n\r\n")
        .endsWith("{}");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 301, 302, 307, 400, 404, 410, 429, 500, 503})
  void everyAnswerIsItsStatusAndNoRedirectIsFollowed(int status) {
    answer("HTTP/1.1 " + status + " X\r\nLocation: http://127.0.0.1:1/\r\n\r\nbody");

    assertThat(post(poster, "/")).isEqualTo(new Answered(status));
  }

  @Test
  void answersBeforeTheAnswerArePassedOver() {
    answer("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");

    assertThat(post(poster, "/")).isEqualTo(new Answered(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.0\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "\r\n\r\n"
      })
  void whatIsNotHttpIsSaidToBe(String answer) {
    answer(answer);

    assertThat(post(poster, "/")).isEqualTo(new Failed(Cause.PROTOCOL));
  }

  @Test
  void aHeadWithoutAnEndIsCutOff() {
    answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(ResponseHead.HEAD_MAX_BYTES) + "\r\n\r\n");

    assertThat(post(poster, "/")).isEqualTo(new Failed(Cause.PROTOCOL));
  }

  @Test
  void interimAnswersWithoutAnEndAreCutOff() {
    answer("HTTP/1.1 100 Continue\r\n\r\n".repeat(ResponseHead.INTERIM_MAX + 1));

    assertThat(post(poster, "/")).isEqualTo(new Failed(Cause.PROTOCOL));
  }

  @Test
  void aConnectionThatEndsEarlyIsBroken() {
    answer("HTTP/1.1 200");

    assertThat(post(poster, "/")).isEqualTo(new Failed(Cause.CONNECTION));
  }

  @Test
  void whoeverSaysNothingIsNotWaitedForLong() {
    answer(null);

    assertThat(post(impatient, "/")).isEqualTo(new Failed(Cause.TIMEOUT));
  }

  @Test
  void aTlsHandshakeIsNotWaitedForLongEither() {
    answer(null);

    assertThat(post(impatient, target(true, "/"))).isEqualTo(new Failed(Cause.TIMEOUT));
  }

  @Test
  void aTargetThatSpeaksNoTlsIsNotSpokenTo() {
    answer("HTTP/1.1 200 OK\r\n\r\n");

    assertThat(post(poster, target(true, "/"))).isEqualTo(new Failed(Cause.TLS));
  }

  @Test
  void aPortWithoutAServerIsNoConnection() throws IOException {
    int port = port();
    close();

    assertThat(
            poster.post(
                new OutboundTarget(false, "shop.example", port, "/"),
                LOOPBACK,
                Map.of(),
                new byte[0]))
        .isEqualTo(new Failed(Cause.CONNECTION));
  }

  @Test
  void theNextAddressIsTriedWhereOneDoesNotAnswer() {
    answer("HTTP/1.1 200 OK\r\n\r\n");

    PostAnswer answer =
        poster.post(
            target(false, "/"),
            List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.getLoopbackAddress()),
            Map.of(),
            new byte[0]);

    assertThat(answer).isEqualTo(new Answered(200));
  }

  private PostAnswer post(SocketPoster by, String path) {
    return post(by, target(false, path));
  }

  private static PostAnswer post(SocketPoster by, OutboundTarget target) {
    return by.post(
        target, LOOPBACK, Map.of("webhook-id", "1"), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private OutboundTarget target(boolean tls, String path) {
    return new OutboundTarget(tls, "shop.example", port(), path);
  }

  private int port() {
    return server == null ? 0 : server.getLocalPort();
  }

  /** Answers one connection, null for never. */
  private void answer(@Nullable String text) {
    ServerSocket listening = server;
    Thread.startVirtualThread(() -> {
      try (Socket socket = listening == null ? new Socket() : listening.accept()) {
        if (text == null) {
          over.await();
          return;
        }
        requests.add(request(socket.getInputStream()));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        requests.add("broken");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** Head and body of the request, or whatever a TLS client says first. */
  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int next = in.read();
    while (next >= 0) {
      text.append((char) next);
      boolean tls = text.charAt(0) == 0x16;
      if (tls || text.toString().endsWith("\r\n\r\n")) {
        break;
      }
      next = in.read();
    }
    if (text.indexOf("Content-Length: 2") >= 0) {
      text.append(new String(in.readNBytes(2), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
