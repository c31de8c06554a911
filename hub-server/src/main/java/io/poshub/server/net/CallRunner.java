package io.poshub.server.net;

import io.poshub.protocol.ErrorCode;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpDoor;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has requests answered, so many at once and no more: those that need no thread on the loop that
 * asks, all others on virtual threads. Brings the answers back to the loop.
 */
final class CallRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

  private final HttpDoor door;
  private final Executor workers;
  private final HttpMetrics metrics;

  CallRunner(HttpDoor door, Executor workers, HttpMetrics metrics) {
    this.door = door;
    this.workers = workers;
    this.metrics = metrics;
  }

  /** Answers a call; {@code onReply} runs on {@code loop}, once. */
  void answer(HttpCall call, Executor loop, Consumer<HttpReply> onReply) {
    if (!metrics.begin()) {
      metrics.refused(ErrorCode.OVERLOADED);
      onReply.accept(
          problem(call, ErrorCode.OVERLOADED, "Too many requests are being answered.")
              .with("Retry-After", "1"));
      return;
    }
    CompletionStage<HttpReply> atOnce = door.handleAtOnce(call, loop);
    if (atOnce != null) {
      deliver(call, atOnce, loop, onReply);
      return;
    }
    try {
      workers.execute(() -> deliver(call, handled(call), loop, onReply));
    } catch (RejectedExecutionException e) {
      metrics.end();
      onReply.accept(problem(call, ErrorCode.UNAVAILABLE, "The hub is stopping."));
    }
  }

  /** On a virtual thread. */
  private CompletionStage<HttpReply> handled(HttpCall call) {
    try {
      return door.handle(call);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void deliver(
      HttpCall call,
      CompletionStage<HttpReply> answer,
      Executor loop,
      Consumer<HttpReply> onReply) {
    var _ =
        answer
            .exceptionally(failure -> failed(call, failure))
            .thenAccept(reply -> {
              try {
                loop.execute(() -> {
                  // On the loop, so that a request counts as in flight until its answer is written.
                  try {
                    onReply.accept(reply);
                  } finally {
                    metrics.end();
                  }
                });
              } catch (RejectedExecutionException e) {
                metrics.end();
              }
            });
  }

  private static HttpReply failed(HttpCall call, Throwable failure) {
    LOG.error("Request {} was not answered", call.requestId(), failure);
    return problem(call, ErrorCode.INTERNAL_ERROR, "The hub failed.");
  }

  private static HttpReply problem(HttpCall call, ErrorCode code, String detail) {
    return ProblemReply.of(code, detail, call.path(), call.requestId());
  }
}
