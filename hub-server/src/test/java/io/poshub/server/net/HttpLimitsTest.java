package io.poshub.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Limits;
import io.poshub.rest.HttpReply;
import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.server.front.RawClient.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection refuses to read, and how long it waits. */
class HttpLimitsTest {
  private final FrontDoor hub;

  HttpLimitsTest() throws Exception {
    this.hub = FrontDoor.open();
    hub.answers(call ->
        CompletableFuture.completedStage(FrontDoor.text(Integer.toString(call.body().length))));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void anAddressMayHave8KiB() throws Exception {
    try (RawClient client = hub.client()) {
      client.request("GET /" + "a".repeat(Limits.URI_MAX_BYTES - 1) + " HTTP/1.1");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    refused(
        "GET /" + "a".repeat(Limits.URI_MAX_BYTES) + " HTTP/1.1\r\nHost: h\r\n\r\n",
        414,
        "uri_too_long");
    refused("GET /" + "a".repeat(3 * Limits.URI_MAX_BYTES), 414, "uri_too_long");
  }

  @Test
  void allHeadersMayHave16KiB() throws Exception {
    String long1 = "X-A: " + "a".repeat(15 * 1024) + "\r\n";
    try (RawClient client = hub.client()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n" + long1 + "\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    refused(
        "GET / HTTP/1.1\r\nHost: h\r\n" + long1 + "X-B: " + "b".repeat(2048) + "\r\n\r\n",
        431,
        "headers_too_large");
  }

  @Test
  void endsOfLinesAreHeadersToo() throws Exception {
    String line = "X-A: bc\r\n";
    int fitting = Limits.HEADERS_MAX_BYTES / line.length() - 1;
    try (RawClient client = hub.client()) {
      for (int i = 0; i < 3; i++) {
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n");
        client.send(line.repeat(fitting - 4) + "\r\nabc");
        assertThat(client.answer().body()).isEqualTo("3");
      }
    }
    refused(
        "GET / HTTP/1.1\r\nHost: h\r\n" + line.repeat(fitting + 1) + "\r\n",
        431,
        "headers_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/9.9", "GET / HTTP/2.0", "PRI * HTTP/2.0", "GET / HTTP/0.9"})
  void anotherVersionOfHttpIsNotSpoken(String line) throws Exception {
    refused(line + "\r\nHost: h\r\n\r\n", 505, "unsupported_http_version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity, chunked"
      })
  void aBodyThatIsCodedOtherwiseIsNotTaken(String encoding) throws Exception {
    refused(
        "POST / HTTP/1.1\r\nHost: h\r\n" + encoding + "\r\n\r\n0\r\n\r\n",
        501,
        "unsupported_transfer_encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9.9\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
      })
  void whatCanBeReadInTwoWaysIsNotRead(String request) throws Exception {
    refused(request, 400, "malformed_request");
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsNotReadAtAll() throws Exception {
    String head = "POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: ";
    refused(head + (Limits.BODY_MAX_BYTES + 1) + "\r\n\r\n", 413, "body_too_large");
    refused(
        head + (Limits.BODY_MAX_BYTES + 1) + "\r\nExpect: 100-continue\r\n\r\n",
        413,
        "body_too_large");
    // A client that sends it nevertheless gets to read the answer.
    refused(
        head + (8 * Limits.BODY_MAX_BYTES) + "\r\n\r\n" + "x".repeat(8 * Limits.BODY_MAX_BYTES),
        413,
        "body_too_large");
  }

  @Test
  void aBodyIsCountedWhileItComes() throws Exception {
    String head = "POST /small HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    int fitting = Limits.BODY_MAX_BYTES / 0x10000;
    try (RawClient client = hub.client()) {
      client.send(head + chunk.repeat(fitting) + "0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo(Integer.toString(Limits.BODY_MAX_BYTES));
      client.send(head.replace("/small", "/large") + chunk.repeat(fitting * 4) + "0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo(Integer.toString(Limits.LARGE_BODY_MAX_BYTES));
    }
    refused(head + chunk.repeat(fitting) + "1\r\nx\r\n0\r\n\r\n", 413, "body_too_large");
  }

  @Test
  void whoAsksBeforeSendingIsToldToGoOn() throws Exception {
    try (RawClient client = hub.client()) {
      client.request("POST / HTTP/1.1", "Content-Length: 3", "Expect: 100-continue");
      assertThat(client.answer().status()).isEqualTo(100);
      client.send("abc");
      assertThat(client.answer().body()).isEqualTo("3");
    }
  }

  @Test
  void aHeadThatTricklesInIsGivenTenSeconds() throws Exception {
    try (RawClient client = hub.client()) {
      client.request("GET / HTTP/1.1");
      assertThat(client.answer().status()).isEqualTo(200);
      client.send("GET / HTTP/1.1\r\nHost:");
      hub.settled();
      hub.advance(Duration.ofSeconds(6));
      client.send(" h\r\n");
      hub.settled();
      hub.advance(Duration.ofSeconds(5));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("\"code\":\"request_timeout\"");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aBodyThatTricklesInIsGivenThirtySeconds() throws Exception {
    try (RawClient client = hub.client()) {
      client.request("POST / HTTP/1.1", "Content-Length: 10", "X-Request-Id: slow");
      client.send("abc");
      hub.settled();
      hub.advance(Duration.ofSeconds(29));
      client.send("d");
      hub.settled();
      hub.advance(Duration.ofSeconds(2));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.header("X-Request-Id")).isEqualTo("slow");
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosedWithoutAWord() throws Exception {
    try (RawClient fresh = hub.client();
        RawClient used = hub.client()) {
      used.request("GET / HTTP/1.1");
      assertThat(used.answer().status()).isEqualTo(200);
      hub.settled();
      hub.advance(Duration.ofSeconds(11));
      assertThat(fresh.vanished()).isTrue();
      used.request("GET / HTTP/1.1");
      assertThat(used.answer().status()).isEqualTo(200);
      hub.settled();
      hub.advance(Duration.ofSeconds(61));
      assertThat(used.vanished()).isTrue();
    }
  }

  @Test
  void aRequestThatIsBeingAnsweredHasNoDeadlineHere() throws Exception {
    CompletableFuture<HttpReply> answer = new CompletableFuture<>();
    CompletableFuture<Void> asked = new CompletableFuture<>();
    hub.answers(_ -> {
      asked.complete(null);
      return answer;
    });
    try (RawClient client = hub.client()) {
      client.request("GET / HTTP/1.1");
      asked.join();
      hub.advance(Duration.ofMinutes(5));
      hub.settled();
      answer.complete(FrontDoor.text("at last"));
      assertThat(client.answer().body()).isEqualTo("at last");
    }
  }

  private void refused(String request, int status, String code) throws Exception {
    double before = hub.counted("hub_refusals_total", "code", code);
    try (RawClient client = hub.client()) {
      client.send(request);
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(answer.header("X-Request-Id")).isNotEmpty();
      assertThat(answer.body())
          .contains(
              "\"code\":\"" + code + "\"",
              "\"request_id\":\"" + answer.header("X-Request-Id") + "\"");
      assertThat(client.isClosedByServer()).isTrue();
    }
    assertThat(hub.counted("hub_refusals_total", "code", code)).isEqualTo(before + 1);
  }
}
