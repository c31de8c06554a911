package io.poshub.engine.idempotency;

import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs commands once per key. Virtual threads: everything but {@link #submit} blocks. */
public final class Idempotency {
  /** How long a call sent again is told the first answer. */
  public static final Duration ANSWERS_KEPT = Duration.ofDays(35);

  /** How long a call waits for an earlier one with its key. */
  public static final Duration IN_FLIGHT_WAIT = Duration.ofSeconds(2);

  private final Lanes lanes;
  private final Transactions transactions;
  private final InFlight inFlight;

  public Idempotency(Lanes lanes, Transactions transactions) {
    this(lanes, transactions, IN_FLIGHT_WAIT);
  }

  Idempotency(Lanes lanes, Transactions transactions, Duration inFlightWait) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.inFlight = new InFlight(inFlightWait);
  }

  /**
   * Runs a command unless its key has had its effect.
   *
   * @param writer what the caller will be told of an outcome, to be told again to whoever repeats
   */
  public <R> Once<R> call(
      Tenant tenant, KeyedRequest request, Command<R> command, AnswerWriter<R> writer) {
    return Lanes.await(submit(tenant, request, command, writer));
  }

  /** As {@link #call}, for whoever does not wait; any thread. Fails as the lanes' answers do. */
  public <R> CompletableFuture<Once<R>> submit(
      Tenant tenant, KeyedRequest request, Command<R> command, AnswerWriter<R> writer) {
    return inFlight
        .enter(tenant.slug(), request.key())
        .thenCompose(entered ->
            entered
                .map(leave -> run(leave, tenant, new KeyedCommand<>(request, command, writer)))
                .orElseGet(() -> CompletableFuture.completedFuture(new Once.InProgress<>())));
  }

  private <R> CompletableFuture<Once<R>> run(
      InFlight.Leave leave, Tenant tenant, KeyedCommand<R> command) {
    // Not when the caller gives up, but when the lane has done with the command.
    return lanes.submit(tenant, command).whenComplete((_, _) -> leave.end());
  }

  /** What a request's key has come to before, if it has. */
  public <R> Optional<Once<R>> earlier(Tenant tenant, KeyedRequest request) {
    return spent(tenant, request.key()).map(key -> key.answer(request));
  }

  /** The call that was made with a key; empty if there was none, or its answer has been dropped. */
  public Optional<PastCall> find(Tenant tenant, IdempotencyKey key) {
    return spent(tenant, key).flatMap(spent -> Optional.ofNullable(spent.call()));
  }

  /**
   * Drops some of the answers that were given up to a time; their keys stay spent.
   *
   * @return how many it were; fewer than {@code maxRows} if no more are that old
   */
  public int dropAnswers(String tenant, Instant until, int maxRows) {
    return transactions.inTenant(
        tenant,
        connection ->
            new IdempotencyRows(connection).dropAnswers(until.plus(ANSWERS_KEPT), maxRows));
  }

  private Optional<SpentKey> spent(Tenant tenant, IdempotencyKey key) {
    return transactions
        .inTenant(
            tenant.slug(),
            connection ->
                new IdempotencyRows(connection)
                    .spent(List.of(key), new AnswerSeal(tenant.cardKey())))
        .stream()
        .findFirst();
  }
}
