package io.poshub.rest.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import io.poshub.testing.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who ask the same at once: one read at a time, begun after the question came. */
@Timeout(60)
class SharedReadsTest {
  private final SharedReads shared = new SharedReads();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  /** Reads that have begun, each to be ended by the test. */
  private final BlockingQueue<CompletableFuture<HttpReply>> begun = new LinkedBlockingQueue<>();

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    callers.close();
  }

  @Test
  void thoseWhoComeWhileOneReadsAreAnsweredByTheReadAfterIt() throws Exception {
    Future<HttpReply> first = ask("/orders");
    CompletableFuture<HttpReply> firstRead = begun.take();
    List<Future<HttpReply>> others = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      others.add(ask("/orders"));
    }
    // The first one reads, another one is about to: both are still asking.
    Eventually.holds("all the others have asked", () -> asked.get() == 49);

    firstRead.complete(reply("before"));
    assertThat(text(first)).isEqualTo("before");
    begun.take().complete(reply("after"));
    for (Future<HttpReply> other : others) {
      assertThat(text(other)).isEqualTo("after");
    }
    assertThat(reads).hasValue(2);
    assertThat(shared.size()).isZero();
  }

  @Test
  void whoComesWhenTheSecondReadHasBegunWaitsForTheThird() throws Exception {
    Future<HttpReply> first = ask("/orders");
    CompletableFuture<HttpReply> firstRead = begun.take();
    Future<HttpReply> second = askAndWait();
    firstRead.complete(reply("1"));
    CompletableFuture<HttpReply> secondRead = begun.take();
    Future<HttpReply> third = askAndWait();
    secondRead.complete(reply("2"));
    begun.take().complete(reply("3"));

    assertThat(List.of(text(first), text(second), text(third))).containsExactly("1", "2", "3");
    assertThat(shared.size()).isZero();
  }

  @Test
  void anotherQuestionWaitsForNobody() throws Exception {
    Future<HttpReply> orders = ask("/orders");
    CompletableFuture<HttpReply> ordersRead = begun.take();
    Future<HttpReply> events = ask("/events");
    begun.take().complete(reply("events"));

    assertThat(text(events)).isEqualTo("events");
    ordersRead.complete(reply("orders"));
    assertThat(text(orders)).isEqualTo("orders");
  }

  @Test
  void aReadThatFailsFailsForItsOwnAndNotForTheNext() throws Exception {
    Future<HttpReply> first = ask("/orders");
    CompletableFuture<HttpReply> firstRead = begun.take();
    Future<HttpReply> second = askAndWait();
    firstRead.completeExceptionally(new IllegalStateException("gone"));
    begun.take().complete(reply("fine"));

    assertThatThrownBy(first::get).hasRootCauseMessage("gone");
    assertThat(text(second)).isEqualTo("fine");
    assertThat(shared.size()).isZero();
  }

  @Test
  void whatIsThrownAtOnceIsToldToo() {
    CompletionStage<HttpReply> refused =
        shared.ask(
            "tenant",
            call("/orders"),
            () -> {
              throw new IllegalArgumentException("no such cursor");
            });

    assertThatThrownBy(() -> refused.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no such cursor");
    assertThat(shared.size()).isZero();
  }

  private Future<HttpReply> ask(String path) {
    return callers.submit(() -> {
      CompletionStage<HttpReply> told = shared.ask("tenant", call(path), this::read);
      asked.incrementAndGet();
      return told.toCompletableFuture().get();
    });
  }

  /** Asks while a read is under way. */
  private Future<HttpReply> askAndWait() throws Exception {
    Future<HttpReply> told = ask("/orders");
    Eventually.holds("it waits for the next read", () -> shared.awaited() == 1);
    return told;
  }

  private CompletionStage<HttpReply> read() {
    reads.incrementAndGet();
    CompletableFuture<HttpReply> read = new CompletableFuture<>();
    begun.add(read);
    return CompletableFuture.completedFuture(read.join());
  }

  private static HttpCall call(String path) {
    return new HttpCall("GET", path, "", HttpCall.Headers.of(Map.of()), new byte[0], "test", "1");
  }

  private static HttpReply reply(String text) {
    return HttpReply.json(200, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Future<HttpReply> told) throws Exception {
    HttpReply reply = told.get();
    assertThat(reply.headers()).containsKey("ETag");
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
