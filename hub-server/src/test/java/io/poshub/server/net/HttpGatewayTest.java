package io.poshub.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.rest.HttpReply;
import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.server.front.RawClient.Answer;
import io.poshub.testing.Eventually;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and answers on a real connection. */
class HttpGatewayTest {
  private final FrontDoor hub;

  HttpGatewayTest() throws Exception {
    this.hub = FrontDoor.open();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void pipelinedAnswersKeepTheirOrderHoweverLongTheFirstTakes() throws Exception {
    CompletableFuture<HttpReply> first = new CompletableFuture<>();
    List<String> seen = new CopyOnWriteArrayList<>();
    hub.answers(call -> {
      seen.add(call.path());
      return call.path().equals("/0")
          ? first
          : CompletableFuture.completedStage(FrontDoor.text(call.path()));
    });
    try (RawClient client = hub.client()) {
      int requests = 1_000;
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < requests; i++) {
        all.append("GET /").append(i).append(" HTTP/1.1\r\nHost: h\r\n\r\n");
      }
      client.send(all.toString());
      Eventually.holds("the first is being answered", () -> seen.contains("/0"));
      assertThat(seen).containsExactly("/0");
      first.complete(FrontDoor.text("/0"));
      for (int i = 0; i < requests; i++) {
        assertThat(client.answer().body()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void aHeaderThatIsSentTwiceIsTheSameOnceOrAListThatIsNoKey() throws Exception {
    hub.answers(call ->
        CompletableFuture.completedStage(
            FrontDoor.text(String.valueOf(call.header("idempotency-key")))));
    try (RawClient client = hub.client()) {
      client.request("GET / HTTP/1.1", "Idempotency-Key: k1", "Idempotency-Key: k1");
      assertThat(client.answer().body()).isEqualTo("k1");
      client.request("GET / HTTP/1.1", "Idempotency-Key: k1", "Idempotency-Key: k2");
      assertThat(client.answer().body()).isEqualTo("k1, k2");
    }
  }

  @Test
  void aClientThatHasNothingMoreToAskStillGetsAllItsAnswers() throws Exception {
    CompletableFuture<HttpReply> first = new CompletableFuture<>();
    List<String> seen = new CopyOnWriteArrayList<>();
    hub.answers(call -> {
      seen.add(call.path());
      return call.path().equals("/0")
          ? first
          : CompletableFuture.completedStage(FrontDoor.text(call.path()));
    });
    try (RawClient together = hub.client();
        RawClient early = hub.client()) {
      together.request("GET /0 HTTP/1.1").request("GET /1 HTTP/1.1").request("GET /2 HTTP/1.1");
      together.endOutput();
      early.request("GET /early HTTP/1.1");
      assertThat(early.answer().body()).isEqualTo("/early");
      early.send("GET /half").endOutput();
      assertThat(early.isClosedByServer()).isTrue();
      Eventually.holds("the first is being answered", () -> seen.contains("/0"));
      first.complete(FrontDoor.text("/0"));
      for (int i = 0; i < 3; i++) {
        assertThat(together.answer().body()).isEqualTo("/" + i);
      }
      assertThat(together.isClosedByServer()).isTrue();
      Eventually.holds("both are gone", () -> hub.gauge("hub_http_connections") == 0);
    }
  }

  @Test
  void aClientThatReadsNothingIsAskedNothingMore() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    HttpReply large = FrontDoor.text("x".repeat(512 * 1024));
    hub.answers(_ -> {
      answered.incrementAndGet();
      return CompletableFuture.completedStage(large);
    });
    try (RawClient client = new RawClient(hub.port(), 8 * 1024)) {
      int requests = 200;
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n".repeat(requests));
      Eventually.holds("some are answered", () -> answered.get() > 0);
      Eventually.holds(
          "the connection is held up", () -> hub.gauge("hub_http_requests_in_flight") == 0);
      assertThat(answered.get()).isLessThan(requests / 4);
      for (int i = 0; i < requests; i++) {
        assertThat(client.answer().body()).hasSize(512 * 1024);
      }
    }
  }

  @Test
  void headIsAnsweredLikeGetWithoutTheBody() throws Exception {
    try (RawClient client = hub.client()) {
      client.request("HEAD /x HTTP/1.1").request("GET /x HTTP/1.1");
      Answer head = client.answer(false);
      Answer get = client.answer();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(get.body().length()));
      assertThat(get.body()).isEqualTo("GET /x");
    }
  }

  @Test
  void aConnectionEndsWhenItsClientSaysSo() throws Exception {
    try (RawClient old = hub.client();
        RawClient once = hub.client();
        RawClient keeping = hub.client()) {
      old.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(old.answer().header("Connection")).isEqualTo("close");
      assertThat(old.isClosedByServer()).isTrue();
      once.request("GET / HTTP/1.1", "Connection: close");
      assertThat(once.answer().header("Connection")).isEqualTo("close");
      assertThat(once.isClosedByServer()).isTrue();
      keeping.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(keeping.answer().header("Connection")).isEqualTo("keep-alive");
      keeping.request("GET /again HTTP/1.1");
      assertThat(keeping.answer().body()).isEqualTo("GET /again");
    }
  }

  @Test
  void aRequestNamesItsIdOrGetsOneAndEveryAnswerIsGuarded() throws Exception {
    try (RawClient client = hub.client()) {
      client.request("GET / HTTP/1.1", "X-Request-Id: my.own-1");
      Answer own = client.answer();
      assertThat(own.header("X-Request-Id")).isEqualTo("my.own-1");
      assertThat(own.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(own.header("Cache-Control")).isEqualTo("no-store");
      assertThat(own.headers()).doesNotContainKey("server");
      client.request("GET / HTTP/1.1", "X-Request-Id: not one");
      assertThat(client.answer().header("X-Request-Id")).hasSize(36);
    }
  }

  @Test
  void aDoorThatFailsIsAnInternalErrorAndTheConnectionGoesOn() throws Exception {
    CompletionStage<HttpReply> failed =
        CompletableFuture.failedFuture(new IllegalStateException("later"));
    hub.answers(call -> {
      if (call.path().equals("/throws")) {
        throw new IllegalStateException("now");
      }
      return failed;
    });
    try (RawClient client = hub.client()) {
      for (String path : List.of("/throws", "/fails")) {
        client.request("GET " + path + " HTTP/1.1", "X-Request-Id: broken");
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
            .contains("\"code\":\"internal_error\"", "\"request_id\":\"broken\"")
            .doesNotContain("IllegalState", "now", "later");
      }
      // The loop counts a request off behind its answer, which the client may have read by then.
      Eventually.holds("none is unfinished", () -> hub.listener().unfinishedRequests() == 0);
    }
  }

  @Test
  void aPageOfAnAllowedOriginMayCallAndNoOther() throws Exception {
    try (RawClient client = hub.client()) {
      client.request(
          "OPTIONS /x HTTP/1.1",
          "Origin: " + FrontDoor.ALLOWED_ORIGIN,
          "Access-Control-Request-Method: POST");
      Answer preflight = client.answer();
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Access-Control-Allow-Origin"))
          .isEqualTo(FrontDoor.ALLOWED_ORIGIN);
      assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
      client.request("GET /x HTTP/1.1", "Origin: " + FrontDoor.ALLOWED_ORIGIN);
      Answer call = client.answer();
      assertThat(call.header("Access-Control-Expose-Headers"))
          .contains("X-Request-Id", "ETag", "Retry-After", "Idempotent-Replayed", "RateLimit");
      assertThat(call.header("Vary")).isEqualTo("Origin");
      client.request("GET /x HTTP/1.1", "Origin: https://evil.example");
      assertThat(client.answer().headers()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void moreConnectionsThanMayBeAreTurnedAway() throws Exception {
    try (FrontDoor small = FrontDoor.open(0, 1, 2);
        RawClient one = small.client()) {
      one.request("GET / HTTP/1.1");
      assertThat(one.answer().status()).isEqualTo(200);
      try (RawClient two = small.client()) {
        two.request("GET / HTTP/1.1");
        assertThat(two.answer().status()).isEqualTo(200);
        try (RawClient three = small.client()) {
          assertThat(three.isClosedByServer()).isTrue();
        }
      }
      Eventually.holds("there is room", () -> small.gauge("hub_http_connections") == 1);
      try (RawClient four = small.client()) {
        four.request("GET / HTTP/1.1");
        assertThat(four.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aPortThatIsTakenSaysSo() {
    assertThatThrownBy(() ->
            Listener.open(
                new Listener.Settings("127.0.0.1", hub.port(), 1, false, 10, Set.of()),
                hub,
                hub.sockets(),
                Runnable::run,
                Thread.ofPlatform().daemon().factory(),
                System::nanoTime,
                hub.metrics))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + hub.port());
  }

  @Test
  void aDrainingListenerTakesNobodyNewAndEndsWithTheNextAnswer() throws Exception {
    try (RawClient idle = hub.client();
        RawClient sending = hub.client()) {
      idle.request("GET /1 HTTP/1.1");
      assertThat(idle.answer().headers()).doesNotContainKey("connection");
      sending.send("POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
      Eventually.holds("half a request", () -> hub.listener().unfinishedRequests() == 1);

      hub.listener().drain();
      Eventually.holds("nobody new is taken", this::isRefused);

      sending.send("cd");
      assertThat(sending.answer().body()).isEqualTo("POST /half");
      assertThat(sending.isClosedByServer()).isTrue();
      idle.request("GET /2 HTTP/1.1");
      Answer last = idle.answer();
      assertThat(last.body()).isEqualTo("GET /2");
      assertThat(last.header("Connection")).isEqualToIgnoringCase("close");
      assertThat(idle.isClosedByServer()).isTrue();
    }
    Eventually.holds("nothing is left", () -> hub.listener().unfinishedRequests() == 0);
  }

  private boolean isRefused() {
    try (RawClient _ = hub.client()) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }
}
