package io.poshub.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpDoor;
import io.poshub.rest.HttpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CallRunnerTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HttpMetrics metrics = new HttpMetrics(10, registry);
  private final List<HttpReply> replies = new ArrayList<>();
  private final List<CompletableFuture<HttpReply>> waiting = new ArrayList<>();
  private final HttpDoor door =
      new HttpDoor() {
        @Override
        public CompletionStage<HttpReply> handle(HttpCall call) {
          CompletableFuture<HttpReply> answer = new CompletableFuture<>();
          waiting.add(answer);
          return answer;
        }

        @Override
        public int maxBodyBytes(String method, String path) {
          return 0;
        }
      };

  @Test
  void moreThanCanBeWorkedOnIsRefusedAtOnceAndOthersGoOn() {
    CallRunner runner = new CallRunner(door, Runnable::run, metrics);
    for (int i = 0; i < HttpMetrics.IN_FLIGHT_MAX; i++) {
      runner.answer(call(), Runnable::run, replies::add);
    }
    assertThat(replies).isEmpty();

    runner.answer(call(), Runnable::run, replies::add);

    assertThat(replies).hasSize(1);
    assertThat(replies.getFirst().status()).isEqualTo(503);
    assertThat(replies.getFirst().headers()).containsKey("Retry-After");
    assertThat(registry.get("hub_refusals_total").tag("code", "overloaded").counter().count())
        .isEqualTo(1);
    waiting.forEach(answer -> answer.complete(HttpReply.empty(204)));
    assertThat(replies).hasSize(HttpMetrics.IN_FLIGHT_MAX + 1);
    assertThat(metrics.unfinished()).isZero();
  }

  @Test
  void aHubThatStopsRefusesInsteadOfForgetting() {
    CallRunner runner =
        new CallRunner(
            door,
            _ -> {
              throw new RejectedExecutionException("stopped");
            },
            metrics);
    runner.answer(call(), Runnable::run, replies::add);
    assertThat(replies.getFirst().status()).isEqualTo(503);
    assertThat(metrics.unfinished()).isZero();
  }

  private static HttpCall call() {
    return new HttpCall("GET", "/", "", _ -> null, new byte[0], "127.0.0.1", "r");
  }
}
