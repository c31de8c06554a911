package io.poshub.engine.read;

import io.poshub.engine.read.Gathering.Asked;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * One small question to the database, asked by many at once: while one query is under way, those
 * that come gather, and the next query asks for all of them. Nobody waits for a timer, and every
 * answer is read after its question came. Any thread may ask; a virtual thread that exists only
 * while there are questions runs the queries, and completes the answers.
 *
 * @param <Q> a question; equal ones are asked once
 * @param <A> what is found
 */
public final class GatheredRead<Q, A> {
  /** Questions in one query. */
  static final int TOGETHER_MAX = 128;

  private final Query<Q, A> query;
  private final Gathering<Q, A> gathering = new Gathering<>();

  /** Finds what there is for all questions at once; blocks. */
  @FunctionalInterface
  public interface Query<Q, A> {
    Map<Q, A> find(Set<Q> questions);
  }

  public GatheredRead(Query<Q, A> query) {
    this.query = query;
  }

  /**
   * What there is for a question. The stage fails as the query does; what follows it must not
   * block, because others wait for the next query.
   *
   * @throws DatabaseException if too many wait
   */
  public CompletionStage<Optional<A>> ask(Q question) {
    return asked(question).thenApply(Optional::ofNullable);
  }

  /** As {@link #ask}, on a thread that may block. */
  public Optional<A> await(Q question) {
    try {
      return Optional.ofNullable(asked(question).join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CompletableFuture<A> asked(Q question) {
    Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
    if (gathering.add(asked)) {
      var _ = Thread.startVirtualThread(this::run);
    }
    return asked.answer();
  }

  /** How many questions wait for their query. */
  int waiting() {
    return gathering.size();
  }

  private void run() {
    for (List<Asked<Q, A>> next = gathering.take(TOGETHER_MAX);
        !next.isEmpty();
        next = gathering.take(TOGETHER_MAX)) {
      answer(next);
    }
  }

  /** Runs one query for all of them; what it throws, each of them is told. */
  private void answer(List<Asked<Q, A>> all) {
    Set<Q> questions = new LinkedHashSet<>();
    all.forEach(asked -> questions.add(asked.question()));
    try {
      Map<Q, A> found = query.find(questions);
      all.forEach(asked -> asked.answer().complete(found.get(asked.question())));
    } catch (RuntimeException | Error e) {
      all.forEach(asked -> asked.answer().completeExceptionally(e));
    }
  }
}
