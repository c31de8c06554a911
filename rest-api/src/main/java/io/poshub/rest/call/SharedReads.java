package io.poshub.rest.call;

import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same question, asked by many at once, is read for all of them: while one reads, those who
 * come wait for the next read, which the first of them does. Every answer is thus read after its
 * question came, whoever else writes to the database, and a question never holds more than one
 * connection.
 *
 * <p>Runs on virtual threads, because whoever reads blocks; the others' threads go on.
 */
public final class SharedReads {
  private final ConcurrentMap<Question, Reads> reads = new ConcurrentHashMap<>();

  /** The read that runs, and the one after it, if somebody waits for it. */
  private record Reads(Read current, @Nullable Read next) {}

  /** What all are told who wait for one read. */
  private static final class Read {
    private final CompletableFuture<HttpReply> answer = new CompletableFuture<>();
  }

  /** The tagged answer, or what the read threw. */
  public CompletionStage<HttpReply> ask(
      String tenant, HttpCall call, Supplier<CompletionStage<HttpReply>> reader) {
    Question question = Question.of(tenant, call);
    Read mine = new Read();
    Reads joined =
        reads.compute(question, (_, now) -> now == null ? new Reads(mine, null) : join(now, mine));
    Read awaited = joined.next == null ? joined.current : joined.next;
    if (awaited != mine) {
      return awaited.answer;
    }
    if (joined.next != null) {
      awaitEnd(joined.current);
    }
    read(question, mine, reader);
    return mine.answer;
  }

  /** How many questions are being read. */
  int size() {
    return reads.size();
  }

  /** Of how many of them the next read is waited for. */
  long awaited() {
    return reads.values().stream().filter(now -> now.next != null).count();
  }

  private static Reads join(Reads now, Read mine) {
    return now.next == null ? new Reads(now.current, mine) : now;
  }

  /** However it ends. */
  private static void awaitEnd(Read current) {
    current.answer.handle((_, _) -> true).join();
  }

  private void read(Question question, Read read, Supplier<CompletionStage<HttpReply>> reader) {
    try {
      HttpReply reply = ConditionalRead.tagged(reader.get().toCompletableFuture().join());
      end(question);
      read.answer.complete(reply);
    } catch (RuntimeException | Error e) {
      end(question);
      read.answer.completeExceptionally(e);
    }
  }

  /**
   * Before the answer is told, with which the next read begins: who comes now waits for another.
   */
  private void end(Question question) {
    reads.computeIfPresent(
        question, (_, now) -> now.next == null ? null : new Reads(now.next, null));
  }
}
