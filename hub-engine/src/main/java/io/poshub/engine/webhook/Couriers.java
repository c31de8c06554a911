package io.poshub.engine.webhook;

import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.Poster;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.protocol.Ids;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds webhooks with something to deliver and has it delivered, on every node. {@link #dispatch}
 * is a step to be called often; the couriers it starts are virtual threads of their own.
 */
public final class Couriers {
  /** How often the node looks for work. */
  public static final Duration PERIOD = Duration.ofMillis(200);

  /** Webhooks that this node delivers to at a time. */
  static final int COURIERS_MAX = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

  private final Transactions transactions;
  private final Tenants tenants;
  private final Courier courier;
  private final Ids ids;
  private final Executor workers;
  private final InstantSource clock;
  private final Set<WorkRows.Key> running = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

  /** Where deliveries go out, and what is told of them. */
  public record Outside(
      OutboundGuard guard, Poster poster, WebhookListener listener, String version) {}

  public Couriers(
      Transactions transactions,
      Tenants tenants,
      EventLog eventLog,
      Outside outside,
      Ids ids,
      Executor workers,
      InstantSource clock,
      LongSupplier nanoClock,
      RandomGenerator random) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.ids = ids;
    this.workers = workers;
    this.clock = clock;
    this.courier =
        new Courier(
            transactions,
            new Intake(transactions, eventLog, ids, clock, outside.listener()),
            new Messenger(outside.guard(), outside.poster(), clock, outside.version()),
            new RetryPlan(random),
            workers,
            clock,
            nanoClock,
            outside.listener());
  }

  /** Starts a courier for each webhook that has work and none yet; returns how many. */
  public int dispatch() {
    int room = COURIERS_MAX - running.size();
    if (!open || room <= 0) {
      return 0;
    }
    List<WorkRows.Key> due =
        transactions.inMain(connection ->
            new WorkRows(connection, transactions.schemas().main()).due(clock.instant(), room));
    int started = 0;
    for (WorkRows.Key key : due) {
      if (running.add(key)) {
        workers.execute(() -> run(key));
        started++;
      }
    }
    return started;
  }

  /** Starts no more couriers, and lets those at work end after their round. */
  public void drain() {
    open = false;
  }

  public boolean areIdle() {
    return running.isEmpty();
  }

  private void run(WorkRows.Key key) {
    try {
      Optional<Tenant> tenant = tenants.find(key.tenant());
      if (tenant.isPresent()) {
        courier.run(tenant.get(), key, ids.next(), () -> open);
      }
    } catch (DatabaseException e) {
      LOG.debug("Deliveries of tenant {} wait for the database", key.tenant(), e);
    } catch (RuntimeException e) {
      LOG.error("Deliveries of tenant {} failed and are tried again", key.tenant(), e);
    } finally {
      running.remove(key);
    }
  }
}
