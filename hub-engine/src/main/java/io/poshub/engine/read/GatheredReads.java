package io.poshub.engine.read;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A {@link GatheredRead} for each tenant that was ever asked about: each has its own tables, so
 * tenants do not wait for each other. Any thread may ask.
 *
 * @param <T> a tenant
 * @param <Q> a question; equal ones are asked once
 * @param <A> what is found
 */
public final class GatheredReads<T, Q, A> {
  private final Query<T, Q, A> query;
  private final ConcurrentMap<T, GatheredRead<Q, A>> reads = new ConcurrentHashMap<>();

  /** Finds what a tenant has for all questions at once; blocks. */
  @FunctionalInterface
  public interface Query<T, Q, A> {
    Map<Q, A> find(T tenant, Set<Q> questions);
  }

  public GatheredReads(Query<T, Q, A> query) {
    this.query = query;
  }

  /** As {@link GatheredRead#ask}. */
  public CompletionStage<Optional<A>> ask(T tenant, Q question) {
    return of(tenant).ask(question);
  }

  /** As {@link GatheredRead#await}. */
  public Optional<A> await(T tenant, Q question) {
    return of(tenant).await(question);
  }

  /** How many of a tenant's questions wait for their query. */
  int waiting(T tenant) {
    return of(tenant).waiting();
  }

  private GatheredRead<Q, A> of(T tenant) {
    return reads.computeIfAbsent(
        tenant, _ -> new GatheredRead<>(questions -> query.find(tenant, questions)));
  }
}
