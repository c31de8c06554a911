package io.poshub.engine.outbound;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketCallerTest {
  private static final int BODY_MAX_BYTES = 32;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SocketCaller caller =
      new SocketCaller((SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofMillis(1_500));
  private ServerSocket server;
  private @Nullable Future<List<String>> head;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  @Test
  void theConnectionGoesToTheCheckedAddressWhateverTheNameMeans() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\n{}");

    CallAnswer answer = call("GET", "");

    assertThat(answer)
        .isInstanceOfSatisfying(
            CallAnswer.Answered.class,
            answered -> {
              assertThat(answered.status()).isEqualTo(200);
              assertThat(answered.header("x-a")).contains("b");
              assertThat(answered.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
            });
    assertThat(requireNonNull(head).get())
        .startsWith("GET /a?b=c HTTP/1.1")
        .contains("Host: shop.invalid:" + server.getLocalPort(), "K: v", "Connection: close");
  }

  @Test
  void aBodyIsSentWithItsLength() throws Exception {
    answer("HTTP/1.1 204 No Content\r\n\r\n");

    call("PUT", "{\"a\":1}");

    assertThat(requireNonNull(head).get())
        .startsWith("PUT /a?b=c HTTP/1.1")
        .contains("Content-Length: 7");
  }

  @Test
  void chunksArePutTogether() {
    answer(
        """
        HTTP/1.1 200 OK
        Transfer-Encoding: chunked

        3;x=y
        abc
        A
        0123456789
        0
        Trailer: t

        """
            .replace("\n", "\r\n"));

    assertThat(body(call("GET", ""))).isEqualTo("abc0123456789");
  }

  @Test
  void withoutALengthTheBodyGoesOnToTheEnd() {
    answer("HTTP/1.1 200 OK\r\n\r\nto the end");

    assertThat(body(call("GET", ""))).isEqualTo("to the end");
  }

  @Test
  void whatIsLargerThanItMayBeIsNoAnswer() {
    String much = "x".repeat(BODY_MAX_BYTES + 1);

    answer("HTTP/1.1 200 OK\r\nContent-Length: " + much.length() + "\r\n\r\n" + much);
    assertThat(call("GET", "")).isEqualTo(new CallAnswer.Failed(PostAnswer.Cause.PROTOCOL));
    answer("HTTP/1.1 200 OK\r\n\r\n" + much);
    assertThat(call("GET", "")).isEqualTo(new CallAnswer.Failed(PostAnswer.Cause.PROTOCOL));
    answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n" + much);
    assertThat(call("GET", "")).isEqualTo(new CallAnswer.Failed(PostAnswer.Cause.PROTOCOL));
  }

  @Test
  void whatEndsEarlyIsNoAnswer() {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nearly");

    assertThat(call("GET", "")).isEqualTo(new CallAnswer.Failed(PostAnswer.Cause.CONNECTION));
  }

  @Test
  void whoNeverAnswersIsNotWaitedForLongerThanThat() {
    assertThat(call("GET", "")).isEqualTo(new CallAnswer.Failed(PostAnswer.Cause.TIMEOUT));
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() {
    answer("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");

    assertThat(call("GET", ""))
        .isInstanceOfSatisfying(
            CallAnswer.Answered.class, answered -> assertThat(answered.status()).isEqualTo(302));
  }

  @Test
  void aHeaderCannotSmuggleAnother() {
    assertThatThrownBy(() -> new CallRequest("GET", Map.of("K", "v\r\nX: y"), new byte[0], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private CallAnswer call(String method, String body) {
    return caller.call(
        new OutboundTarget(false, "shop.invalid", server.getLocalPort(), "/a?b=c"),
        List.of(InetAddress.getLoopbackAddress()),
        new CallRequest(
            method, Map.of("K", "v"), body.getBytes(StandardCharsets.UTF_8), BODY_MAX_BYTES));
  }

  private static String body(CallAnswer answer) {
    return answer instanceof CallAnswer.Answered answered
        ? new String(answered.body(), StandardCharsets.UTF_8)
        : answer.toString();
  }

  /** Answers the next connection, and tells the head of its request. */
  private void answer(String text) {
    head =
        threads.submit(() -> {
          try (Socket socket = server.accept()) {
            BufferedReader in =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine();
                line != null && !line.isEmpty();
                line = in.readLine()) {
              lines.add(line);
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return lines;
          }
        });
  }
}
