package io.poshub.engine.idempotency;

import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenants;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops kept answers whose time is over. A step to be called now and then, on one virtual thread;
 * on several nodes at once it does no harm.
 */
public final class IdempotencyPruning {
  /** Answers of one tenant dropped by one step: small, so that no lane waits for it. */
  static final int STEP_MAX_ANSWERS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyPruning.class);

  private final Transactions transactions;
  private final Tenants tenants;
  private final InstantSource clock;

  public IdempotencyPruning(Transactions transactions, Tenants tenants, InstantSource clock) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Drops a few answers of every tenant and returns how many; more than none means: call again. */
  public int step() {
    return tenants.slugs().stream().mapToInt(this::prune).sum();
  }

  private int prune(String slug) {
    try {
      return transactions.inTenant(
          slug,
          connection ->
              new IdempotencyRows(connection).dropAnswers(clock.instant(), STEP_MAX_ANSWERS));
    } catch (DatabaseException e) {
      LOG.warn("Old answers of tenant {} could not be dropped: {}", slug, e.failure());
      return 0;
    }
  }
}
