package io.poshub.connectors.sweep;

import io.poshub.connectors.hook.HookKeeper;
import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.link.QuietShops;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.link.ShopListener.SweepEnd;
import io.poshub.connectors.vault.VaultException;
import io.poshub.connectors.woo.ShopException;
import io.poshub.connectors.woo.WooClient;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.Orders;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerKind;
import io.poshub.protocol.shop.SyncAlert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts sweeps when their timers come, and ends them. Whoever has the tenant's lease sweeps; the
 * timer is set for the next time before the sweep begins. A second timer looks whether the lease is
 * over before the sweep is: then its node died in the middle, and another one goes on. One tenant's
 * trouble stays its own. Timers' thread; sweeps run on virtual threads of their own.
 */
public final class Sweeper {
  public static final TimerKind TIMER = new TimerKind("shop_sweep");

  /** The ref of the timer that looks after a sweep that runs; the other's is the connector. */
  static final String WATCH = ShopConnector.WOOCOMMERCE + ":watch";

  /** Sweeps of one node at a time; further ones come again a little later. */
  static final int SWEEPS_MAX = 16;

  private static final Duration TURN_WAIT = Duration.ofSeconds(5);

  /** Until the hub looks again whether it was given its key back. */
  private static final Duration LOCKED_WAIT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final ShopLinks links;
  private final WooClient client;
  private final Intake intake;
  private final HookKeeper hooks;
  private final Lanes lanes;
  private final Orders orders;
  private final Executor threads;
  private final InstantSource clock;
  private final QuietShops quiet;
  private final BackOff backOff;
  private final ShopListener listener;

  /** Where each tenant's next look at its open orders goes on; lost with the node, harmlessly. */
  private final ConcurrentMap<String, String> checked = new ConcurrentHashMap<>();

  private final Semaphore turns = new Semaphore(SWEEPS_MAX);

  public Sweeper(
      ShopLinks links,
      WooClient client,
      Intake intake,
      HookKeeper hooks,
      Lanes lanes,
      Orders orders,
      Executor threads,
      InstantSource clock,
      QuietShops quiet,
      RandomGenerator random,
      ShopListener listener) {
    this.links = links;
    this.client = client;
    this.intake = intake;
    this.hooks = hooks;
    this.lanes = lanes;
    this.orders = orders;
    this.threads = threads;
    this.clock = clock;
    this.quiet = quiet;
    this.backOff = new BackOff(random);
    this.listener = listener;
  }

  /** A timer's time has come. */
  public CompletableFuture<?> fire(Tenant tenant, String ref) {
    return ref.equals(WATCH) ? look(tenant) : sweep(tenant);
  }

  /** Whether whoever sweeps is still alive; if not, it is time for the next sweep. */
  private CompletableFuture<?> look(Tenant tenant) {
    Instant until =
        links.facts(tenant.slug()).map(link -> link.progress().leaseUntil()).orElse(null);
    if (until != null && until.isAfter(clock.instant())) {
      return watch(tenant, until);
    }
    CompletableFuture<?> done = watch(tenant, null);
    return until == null ? done : CompletableFuture.allOf(done, next(tenant, Duration.ZERO));
  }

  private CompletableFuture<?> watch(Tenant tenant, @Nullable Instant at) {
    return lanes.submit(tenant, new SetTimer(TIMER, WATCH, at));
  }

  private CompletableFuture<?> sweep(Tenant tenant) {
    Optional<ShopLink> link;
    try {
      link = tenant.active() ? links.find(tenant.slug()) : Optional.empty();
    } catch (VaultException e) {
      LOG.warn("The shop of tenant {} cannot be swept: {}", tenant.slug(), e.getMessage());
      return next(tenant, LOCKED_WAIT);
    }
    if (link.isEmpty()) {
      return lanes.submit(tenant, new SetTimer(TIMER, ShopConnector.WOOCOMMERCE, null));
    }
    if (quiet.isQuiet(tenant.slug())) {
      return next(tenant, Duration.between(clock.instant(), quiet.until(tenant.slug())));
    }
    if (!turns.tryAcquire()) {
      return next(tenant, TURN_WAIT);
    }
    String lease = UUID.randomUUID().toString();
    Instant now = clock.instant();
    boolean ours = false;
    try {
      ours = links.lease(tenant.slug(), lease, now.plus(Lease.TIME), now);
    } finally {
      if (!ours) {
        turns.release();
      }
    }
    if (!ours) {
      return next(tenant, TURN_WAIT);
    }
    Duration interval = Duration.ofMinutes(link.get().terms().syncIntervalMinutes());
    return CompletableFuture.allOf(watch(tenant, now.plus(Lease.TIME)), next(tenant, interval))
        .whenComplete((_, failure) -> {
          if (failure == null) {
            threads.execute(
                () -> run(tenant, link.get(), new Lease(links, link.get(), lease, clock)));
          } else {
            turns.release();
          }
        });
  }

  /** Has a tenant swept at the next look at the timers. */
  public void soon(Tenant tenant) {
    Lanes.await(next(tenant, Duration.ZERO));
  }

  private CompletableFuture<?> next(Tenant tenant, Duration wait) {
    Instant at = clock.instant().plus(wait);
    links.nextAt(tenant.slug(), at);
    return lanes.submit(tenant, new SetTimer(TIMER, ShopConnector.WOOCOMMERCE, at));
  }

  private void run(Tenant tenant, ShopLink link, Lease lease) {
    long started = System.nanoTime();
    SweepEnd end = SweepEnd.FAILED;
    try {
      end = sweep(tenant, link, lease);
    } catch (LeaseLostException e) {
      LOG.info("A sweep of tenant {} broke off: {}", tenant.slug(), e.getMessage());
    } catch (RuntimeException e) {
      brokeOff(tenant, link, lease, e);
    } finally {
      turns.release();
      listener.onSweep(end, System.nanoTime() - started);
    }
  }

  /** What cannot be written down comes again by itself: the timer is set, and the lease ends. */
  private void brokeOff(Tenant tenant, ShopLink link, Lease lease, RuntimeException failure) {
    try {
      switch (failure) {
        case DatabaseException e ->
            LOG.warn("A sweep of tenant {} broke off: {}", tenant.slug(), e.failure());
        case LaneException e ->
            end(tenant, link, lease, "the hub could not store orders: " + e.code().wire(), null);
        case RejectedExecutionException _ ->
            LOG.info("A sweep of tenant {} broke off: the hub is stopping", tenant.slug());
        default -> {
          LOG.error("A sweep of tenant {} failed", tenant.slug(), failure);
          end(tenant, link, lease, "a mistake of the hub's", null);
        }
      }
    } catch (DatabaseException | LaneException | RejectedExecutionException e) {
      LOG.info("The end of a sweep of tenant {} is not written: {}", tenant.slug(), e.getMessage());
    }
  }

  private SweepEnd sweep(Tenant tenant, ShopLink link, Lease lease) throws LeaseLostException {
    WooShop shop = new WooShop(client, link.store());
    Deadline deadline = Deadline.in(Sweep.TURN_MAX, clock);
    try {
      Instant place = new Sweep(tenant, link, lease, shop, intake, clock, threads, deadline).walk();
      if (place != null) {
        lease.paused(place);
        Lanes.await(next(tenant, TURN_WAIT));
        return SweepEnd.PAUSED;
      }
      checkOpen(tenant, link, lease, shop, deadline);
      lease.renew();
      healed(tenant, hooks.keep(link, shop));
      lease.succeeded(hooks.isPossible() ? ShopLink.WEBHOOKS_ACTIVE : ShopLink.WEBHOOKS_OFF);
      return SweepEnd.WELL;
    } catch (ShopException e) {
      end(tenant, link, lease, e.problem(), e.retryAfter());
      return SweepEnd.FAILED;
    }
  }

  private void checkOpen(Tenant tenant, ShopLink link, Lease lease, WooShop shop, Deadline deadline)
      throws ShopException, LeaseLostException {
    String next =
        new OpenOrdersCheck(tenant, link, lease, shop, intake, orders, deadline)
            .run(checked.get(tenant.slug()));
    if (next == null) {
      checked.remove(tenant.slug());
    } else {
      checked.put(tenant.slug(), next);
    }
  }

  private void healed(Tenant tenant, HookKeeper.Kept kept) {
    int healed = kept.healed() + kept.created();
    if (healed > 0) {
      listener.onHealed(healed);
      lanes.call(
          tenant,
          new Alert(
              SyncAlert.of(
                  ShopConnector.WOOCOMMERCE,
                  SyncAlert.Kind.WEBHOOK_HEALED,
                  "the shop had disabled "
                      + kept.healed()
                      + " of the hub's webhooks and lost "
                      + kept.created(),
                  null,
                  null)));
    }
  }

  private void end(
      Tenant tenant, ShopLink link, Lease lease, String problem, @Nullable Duration retryAfter) {
    LOG.warn("The shop of tenant {} could not be swept: {}", tenant.slug(), problem);
    if (!lease.failed(problem)) {
      // Another shop is connected meanwhile: that this one does not answer is none of its matter.
      return;
    }
    if (retryAfter != null) {
      quiet.leaveAlone(tenant.slug(), clock.instant().plus(retryAfter));
    }
    Lanes.await(next(tenant, backOff.after(link.progress().failures() + 1, retryAfter)));
  }
}
