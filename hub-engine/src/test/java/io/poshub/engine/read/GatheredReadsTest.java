package io.poshub.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions that come while a query runs are asked together. */
@Timeout(20)
class GatheredReadsTest {
  private final ConcurrentLinkedQueue<Set<Integer>> queries = new ConcurrentLinkedQueue<>();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean failing;
  private final GatheredReads<String, Integer, String> reads = new GatheredReads<>(this::query);

  @AfterEach
  void close() {
    callers.close();
  }

  @Test
  void aQuestionAloneIsAskedAtOnce() {
    mayEnd.release();

    assertThat(reads.await("cafe", 7)).contains("cafe 7");
    assertThat(queries).containsExactly(Set.of(7));
  }

  @Test
  void whoComesMeanwhileIsAskedTogetherAndEqualQuestionsOnce() throws Exception {
    Future<Optional<String>> first = ask("cafe", 1);
    begun.acquire();
    List<Future<Optional<String>>> later = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      later.add(ask("cafe", 10 + i % 4));
    }
    awaitWaiting("cafe", 40);
    mayEnd.release(2);

    assertThat(first.get()).contains("cafe 1");
    for (int i = 0; i < 40; i++) {
      assertThat(later.get(i).get()).contains("cafe " + (10 + i % 4));
    }
    assertThat(queries).containsExactly(Set.of(1), Set.of(10, 11, 12, 13));
  }

  @Test
  void anAnswerIsNeverOlderThanItsQuestion() throws Exception {
    Future<Optional<String>> before = ask("cafe", 1);
    begun.acquire();
    Future<Optional<String>> after = ask("cafe", 1);
    awaitWaiting("cafe", 1);
    mayEnd.release(2);

    assertThat(before.get()).contains("cafe 1");
    assertThat(after.get()).contains("cafe 1");
    assertThat(queries).containsExactly(Set.of(1), Set.of(1));
  }

  @Test
  void noMoreThanSoManyAreAskedTogether() throws Exception {
    Future<Optional<String>> first = ask("cafe", 0);
    begun.acquire();
    int more = GatheredRead.TOGETHER_MAX + 10;
    List<Future<Optional<String>>> later = new ArrayList<>();
    for (int i = 1; i <= more; i++) {
      later.add(ask("cafe", i));
    }
    awaitWaiting("cafe", more);
    mayEnd.release(3);

    assertThat(first.get()).contains("cafe 0");
    for (Future<Optional<String>> answer : later) {
      assertThat(answer.get()).isPresent();
    }
    assertThat(queries.stream().map(Set::size)).containsExactly(1, GatheredRead.TOGETHER_MAX, 10);
  }

  @Test
  void tenantsDoNotWaitForEachOther() throws Exception {
    Future<Optional<String>> slow = ask("cafe", 1);
    begun.acquire();
    Future<Optional<String>> other = ask("bar", 1);
    begun.acquire();
    mayEnd.release(2);

    assertThat(slow.get()).contains("cafe 1");
    assertThat(other.get()).contains("bar 1");
  }

  @Test
  void whatIsNotThereIsNoAnswer() {
    mayEnd.release();

    assertThat(reads.await("cafe", -1)).isEmpty();
  }

  @Test
  void aQueryThatFailsFailsForAllOfThemAndTheNextOneWorks() throws Exception {
    Future<Optional<String>> first = ask("cafe", 1);
    begun.acquire();
    CountDownLatch refused = new CountDownLatch(2);
    for (int question : List.of(13, 14)) {
      callers.execute(() -> {
        assertThatThrownBy(() -> reads.await("cafe", question))
            .isInstanceOf(IllegalStateException.class);
        refused.countDown();
      });
    }
    awaitWaiting("cafe", 2);
    failing = true;
    mayEnd.release(2);
    refused.await();
    failing = false;
    mayEnd.release();

    assertThat(first.get()).contains("cafe 1");
    assertThat(reads.await("cafe", 2)).contains("cafe 2");
  }

  private Future<Optional<String>> ask(String tenant, int question) {
    return callers.submit(() -> reads.await(tenant, question));
  }

  private void awaitWaiting(String tenant, int count) throws Exception {
    Eventually.holds(count + " wait", () -> reads.waiting(tenant) == count);
  }

  private Map<Integer, String> query(String tenant, Set<Integer> questions) {
    queries.add(Set.copyOf(questions));
    begun.release();
    boolean fails = failing;
    mayEnd.acquireUninterruptibly();
    if (fails) {
      throw new IllegalStateException("not today");
    }
    return questions.stream()
        .filter(question -> question >= 0)
        .collect(Collectors.toMap(question -> question, question -> tenant + " " + question));
  }
}
