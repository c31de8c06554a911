package io.poshub.engine.webhook;

import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.webhook.DeliveryError;
import io.poshub.protocol.webhook.DisabledReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Delivers to one webhook for as long as there is something to deliver: takes the lease, so that no
 * other node does, then round after round sends a few, writes down what came of them, and renews
 * the lease. A lease that lapsed in the middle of a round may repeat that round, never lose it.
 * Virtual threads.
 */
final class Courier {
  /** Longer than a round takes; a node that died is replaced after so long. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** Messages to one target at a time; one alone while it fails. */
  static final int IN_FLIGHT_MAX = 4;

  /** Rounds until the webhook takes its turn again behind the others. */
  private static final int ROUNDS_MAX = 200;

  private final Transactions transactions;
  private final Intake intake;
  private final Messenger messenger;
  private final RetryPlan retries;
  private final Executor workers;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final WebhookListener listener;
  private final DatabaseTurns turns = new DatabaseTurns();

  Courier(
      Transactions transactions,
      Intake intake,
      Messenger messenger,
      RetryPlan retries,
      Executor workers,
      InstantSource clock,
      LongSupplier nanoClock,
      WebhookListener listener) {
    this.transactions = transactions;
    this.intake = intake;
    this.messenger = messenger;
    this.retries = retries;
    this.workers = workers;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  /**
   * Delivers what is due, unless another courier is at it.
   *
   * @param name of this run, for the lease
   * @param goOn asked before each round
   */
  void run(Tenant tenant, WorkRows.Key key, String name, BooleanSupplier goOn) {
    if (!lease(key, name)) {
      return;
    }
    try {
      boolean more = true;
      for (int round = 0; more && round < ROUNDS_MAX && goOn.getAsBoolean(); round++) {
        more = round(tenant, key) && lease(key, name);
      }
    } finally {
      release(key, name);
    }
  }

  private boolean round(Tenant tenant, WorkRows.Key key) {
    Optional<Load> load = turns.take(() -> load(key));
    if (load.isEmpty()) {
      return false;
    }
    if (!load.get().due().isEmpty()) {
      List<Attempt> attempts = send(tenant, load.get().webhook(), load.get().due());
      record(key, attempts);
      return true;
    }
    return load.get().more();
  }

  /**
   * What a round sends.
   *
   * @param more whether the stream goes on
   */
  private record Load(StoredWebhook webhook, List<PendingDelivery> due, boolean more) {}

  /**
   * Picks what to send. The stream is taken in only as fast as it is delivered, or tried, so that a
   * burst waits in the stream and not as deliveries, of which only so many may wait.
   */
  private Optional<Load> load(WorkRows.Key key) {
    Optional<StoredWebhook> found =
        transactions
            .inTenant(key.tenant(), connection -> new WebhookRows(connection).find(key.webhookId()))
            .filter(StoredWebhook::isActive);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int limit = found.get().view().failingSince() == null ? IN_FLIGHT_MAX : 1;
    List<PendingDelivery> due = due(key, limit);
    if (due.stream().filter(PendingDelivery::isFresh).count() == limit) {
      return Optional.of(new Load(found.get(), due, true));
    }
    boolean more = intake.takePage(key, found.get());
    return Optional.of(new Load(found.get(), due(key, limit), more));
  }

  private List<PendingDelivery> due(WorkRows.Key key, int limit) {
    return transactions.inTenant(
        key.tenant(),
        connection -> new DeliveryRows(connection).due(key.webhookId(), clock.instant(), limit));
  }

  private List<Attempt> send(
      Tenant tenant, StoredWebhook webhook, List<PendingDelivery> deliveries) {
    return deliveries.stream()
        .map(delivery ->
            CompletableFuture.supplyAsync(() -> send(tenant, webhook, delivery), workers))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private Attempt send(Tenant tenant, StoredWebhook webhook, PendingDelivery delivery) {
    long startedNanos = nanoClock.getAsLong();
    Attempt attempt = messenger.send(tenant, webhook, delivery);
    listener.onAttempt(attempt.isSuccess(), nanoClock.getAsLong() - startedNanos);
    return attempt;
  }

  private void record(WorkRows.Key key, List<Attempt> attempts) {
    Instant now = clock.instant();
    Recorded recorded =
        turns.take(() ->
            transactions.transactionInTenant(
                key.tenant(), connection -> record(connection, key, attempts, now)));
    if (recorded.givenUp() > 0) {
      listener.onGivenUp(recorded.givenUp());
    }
    recorded.disabled().ifPresent(listener::onDisabled);
  }

  private record Recorded(int givenUp, Optional<DisabledReason> disabled) {}

  private Recorded record(
      Connection connection, WorkRows.Key key, List<Attempt> attempts, Instant now)
      throws SQLException {
    WebhookRows webhooks = new WebhookRows(connection);
    Optional<StoredWebhook> webhook = webhooks.lock(key.webhookId());
    if (webhook.isEmpty()) {
      return new Recorded(0, Optional.empty());
    }
    DeliveryRows deliveries = new DeliveryRows(connection);
    int givenUp = 0;
    for (Attempt attempt : attempts) {
      givenUp += record(deliveries, attempt, now);
    }
    Health health = DeliveryRules.after(Health.of(webhook.get().view()), attempts, now);
    if (health.disabledReason() != null) {
      givenUp += deliveries.giveUp(key.webhookId(), DeliveryError.DISABLED, Intake.PENDING_MAX * 2);
      Writes writes = new Writes(connection);
      WorkRows.delete(writes, transactions.schemas().main(), key);
      writes.send();
    }
    webhooks.note(key.webhookId(), health, givenUp);
    return new Recorded(givenUp, Optional.ofNullable(health.disabledReason()));
  }

  /** Returns 1 if the delivery is given up with this attempt. */
  private int record(DeliveryRows rows, Attempt attempt, Instant now) throws SQLException {
    if (attempt.isSuccess()) {
      rows.record(attempt, now, null);
      return 0;
    }
    Optional<Duration> wait = retries.waitAfter(attempt.delivery().attempts() + 1);
    rows.record(attempt, now, wait.map(now::plus).orElse(null));
    return wait.isPresent() ? 0 : 1;
  }

  private boolean lease(WorkRows.Key key, String name) {
    Instant now = clock.instant();
    return turns.take(() ->
        transactions.inMain(connection -> work(connection).lease(key, name, now, now.plus(LEASE))));
  }

  /** In one transaction, so that what is queued meanwhile is not overlooked. */
  private void release(WorkRows.Key key, String name) {
    turns.take(() ->
        transactions.transactionInTenant(
            key.tenant(),
            connection -> {
              WorkRows work = work(connection);
              if (work.lock(key).isPresent()) {
                Instant earliest = new DeliveryRows(connection).earliest(key.webhookId());
                work.release(key, name, earliest);
              }
              return true;
            }));
  }

  private WorkRows work(Connection connection) {
    return new WorkRows(connection, transactions.schemas().main());
  }
}
