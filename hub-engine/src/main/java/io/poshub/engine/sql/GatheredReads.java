package io.poshub.engine.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One small question to a tenant's tables, asked by many at once: while one query is under way,
 * those that come gather, and the next query asks for all of them. Nobody waits for a timer, and
 * every answer is read after its question came. Virtual threads: whoever comes first runs the
 * query, the others wait.
 *
 * @param <T> a tenant
 * @param <Q> a question; equal ones are asked once
 * @param <A> what is found
 */
public final class GatheredReads<T, Q, A> {
  /** Questions in one query. */
  static final int TOGETHER_MAX = 128;

  private final Query<T, Q, A> query;
  private final ConcurrentMap<T, Gathering<Q, A>> gatherings = new ConcurrentHashMap<>();

  /** Finds what there is for all questions at once; blocks. */
  @FunctionalInterface
  public interface Query<T, Q, A> {
    Map<Q, A> find(T tenant, Set<Q> questions);
  }

  public GatheredReads(Query<T, Q, A> query) {
    this.query = query;
  }

  /**
   * What there is for a question.
   *
   * @throws DatabaseException as the query does, or if too many wait
   */
  public Optional<A> ask(T tenant, Q question) {
    Gathering<Q, A> gathering = gatherings.computeIfAbsent(tenant, _ -> new Gathering<>());
    Asked<Q, A> asked = new Asked<>(question);
    if (gathering.leads(asked) || asked.awaitsItsTurn()) {
      try {
        answer(tenant, asked, gathering.take(TOGETHER_MAX - 1));
      } finally {
        gathering.passOn();
      }
    }
    return asked.answer();
  }

  /** How many of a tenant's questions wait for their query. */
  int waiting(T tenant) {
    Gathering<Q, A> gathering = gatherings.get(tenant);
    return gathering == null ? 0 : gathering.size();
  }

  /** Runs one query for all of them; what it throws, each of them throws. */
  private void answer(T tenant, Asked<Q, A> first, List<Asked<Q, A>> others) {
    List<Asked<Q, A>> all = new ArrayList<>(others);
    all.add(first);
    Set<Q> questions = new LinkedHashSet<>();
    all.forEach(asked -> questions.add(asked.question()));
    try {
      Map<Q, A> found = query.find(tenant, questions);
      all.forEach(asked -> asked.found(found.get(asked.question())));
    } catch (RuntimeException e) {
      all.forEach(asked -> asked.failed(e));
    }
  }
}
