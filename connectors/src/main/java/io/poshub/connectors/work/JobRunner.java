package io.poshub.connectors.work;

import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.job.Ending;
import io.poshub.connectors.job.Job;
import io.poshub.connectors.job.JobQueue;
import io.poshub.connectors.link.LinkFacts;
import io.poshub.connectors.link.QuietShops;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.vault.VaultException;
import io.poshub.connectors.woo.WooAnswer;
import io.poshub.connectors.woo.WooClient;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooShop;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs when their timers come: takes one, talks to the shop, writes down what came of it. A
 * shop that is slow keeps only its own jobs waiting. Timers' thread and virtual threads of its own.
 */
public final class JobRunner {
  /** Calls to one shop at a time. */
  static final int CALLS_MAX = 4;

  /** Well within the lease of a job, together with its two calls. */
  private static final Duration TURN_WAIT = Duration.ofSeconds(30);

  /** Until the hub looks again whether it was given its key back. */
  private static final Duration LOCKED_WAIT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final ShopLinks links;
  private final WooClient client;
  private final Intake intake;
  private final JobQueue jobs;
  private final Executor threads;
  private final ShopListener listener;
  private final InstantSource clock;

  private final QuietShops quiet;
  private final ConcurrentMap<String, Semaphore> turns = new ConcurrentHashMap<>();

  public JobRunner(
      ShopLinks links,
      WooClient client,
      Intake intake,
      JobQueue jobs,
      QuietShops quiet,
      Executor threads,
      InstantSource clock,
      ShopListener listener) {
    this.links = links;
    this.client = client;
    this.intake = intake;
    this.jobs = jobs;
    this.quiet = quiet;
    this.threads = threads;
    this.clock = clock;
    this.listener = listener;
  }

  /** A till has moved an order on. */
  public CompletableFuture<?> fireStatus(Tenant tenant, String orderId) {
    Optional<LinkFacts> link = links.facts(tenant.slug());
    return intake
        .movedHere(tenant, orderId, link.map(found -> found.terms().statuses()).orElse(null))
        .thenCompose(externalId ->
            externalId.isPresent()
                ? fireJob(tenant, externalId.get())
                : CompletableFuture.completedFuture(false));
  }

  /** The time of an order's next job has come. */
  public CompletableFuture<Boolean> fireJob(Tenant tenant, String externalId) {
    if (quiet.isQuiet(tenant.slug())) {
      return jobs.postpone(tenant, externalId, quiet.until(tenant.slug()));
    }
    return jobs.take(tenant, externalId)
        .thenApply(taken -> {
          taken.ifPresent(job -> start(tenant, job));
          return taken.isPresent();
        });
  }

  private void start(Tenant tenant, Job job) {
    try {
      threads.execute(() -> run(tenant, job));
    } catch (RejectedExecutionException e) {
      leftOver(tenant, job);
    }
  }

  /** The hub is stopping; the job comes again when its lease is over. */
  private static void leftOver(Tenant tenant, Job job) {
    LOG.info("Job {} of tenant {} is left to the next hub", job.id(), tenant.slug());
  }

  private void run(Tenant tenant, Job job) {
    Semaphore turn = turns.computeIfAbsent(tenant.slug(), _ -> new Semaphore(CALLS_MAX));
    boolean mine = false;
    try {
      mine = turn.tryAcquire(TURN_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      end(
          tenant,
          job,
          mine ? worked(tenant, job) : new Ending.Failed("too many jobs for this shop", null));
    } catch (InterruptedException e) {
      leftOver(tenant, job);
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      leftOver(tenant, job);
    } catch (LaneException e) {
      LOG.warn("A job of tenant {} could not be written: {}", tenant.slug(), e.code().wire());
    } catch (DatabaseException e) {
      LOG.warn("A job of tenant {} could not be written: {}", tenant.slug(), e.failure());
    } catch (RuntimeException e) {
      LOG.error("The end of a job of tenant {} is not written", tenant.slug(), e);
    } finally {
      if (mine) {
        turn.release();
      }
    }
  }

  /** A job the hub itself stumbles over is given up some day, as one the shop stumbles over is. */
  private Ending worked(Tenant tenant, Job job) {
    try {
      return work(tenant, job);
    } catch (DatabaseException | RejectedExecutionException e) {
      throw e;
    } catch (LaneException e) {
      if (e.code() != ErrorCode.INTERNAL_ERROR) {
        throw e;
      }
      LOG.error("A job of tenant {} failed in the lane", tenant.slug(), e);
    } catch (RuntimeException e) {
      LOG.error("A job of tenant {} failed", tenant.slug(), e);
    }
    return new Ending.Failed("a mistake of the hub's", null);
  }

  /** Looks before it tells, so that a change at the shop nobody has heard of is not overwritten. */
  private Ending work(Tenant tenant, Job job) {
    Optional<ShopLink> link;
    try {
      link = links.find(tenant.slug());
    } catch (VaultException e) {
      return new Ending.Untried(VaultException.ADVICE, LOCKED_WAIT);
    }
    if (link.isEmpty()) {
      return new Ending.Hopeless("the shop is not connected any more");
    }
    Optional<String> shopsId = link.get().shop().shopsId(job.externalId());
    return shopsId.isPresent()
        ? work(tenant, link.get(), job, shopsId.get())
        : new Ending.Hopeless(JobQueue.OTHER_SHOP);
  }

  private Ending work(Tenant tenant, ShopLink link, Job job, String shopsId) {
    WooShop shop = new WooShop(client, link.store());
    Instant asked = clock.instant();
    return switch (shop.order(shopsId)) {
      case WooAnswer.Ok ok -> {
        Optional<WooOrder> order = WooOrder.read(ok.body());
        yield order.isPresent()
            ? seen(tenant, link, shop, job, order.get(), asked)
            : new Ending.Failed("the shop's answer is not an order", null);
      }
      case WooAnswer.Gone _ -> {
        Lanes.await(intake.lost(tenant, job.externalId()));
        yield new Ending.Done();
      }
      case WooAnswer.Unavailable(String reason, Duration after) -> new Ending.Failed(reason, after);
      case WooAnswer.NoAccess(int status, String code) ->
          new Ending.Failed("the shop refuses the key: " + status + " " + code, null);
      case WooAnswer.Rejected(int status, String code) ->
          new Ending.Refused("the shop refuses the question: " + status + " " + code);
      case WooAnswer.TargetRefused _ ->
          new Ending.Failed("the shop's name leads where nothing is sent", null);
    };
  }

  private Ending seen(
      Tenant tenant, ShopLink link, WooShop shop, Job job, WooOrder order, Instant asked) {
    Lanes.await(intake.pulled(tenant, link, order, asked));
    OrderStatus hubStatus = job.hubStatus();
    // Not before now: somebody may have put the words right since the job was made.
    String word = hubStatus == null ? null : link.terms().statuses().shopStatus(hubStatus);
    Optional<Job> telling = jobs.beginTelling(tenant, job, word);
    if (hubStatus == null || telling.isEmpty()) {
      return new Ending.Done();
    }
    String wanted = order.status().equals(word) ? null : word;
    Instant begun = clock.instant();
    return switch (shop.tell(order.id(), wanted, hubStatus.wire())) {
      case WooAnswer.Ok ok ->
          told(tenant, link, telling.get(), wanted, WooOrder.read(ok.body()), begun);
      case WooAnswer.Gone _ -> new Ending.Failed("the order is gone at the shop", null);
      case WooAnswer.Unavailable(String reason, Duration after) -> new Ending.Failed(reason, after);
      case WooAnswer.NoAccess(int status, String code) ->
          new Ending.Failed("the shop refuses the key: " + status + " " + code, null);
      case WooAnswer.Rejected(int status, String code) ->
          new Ending.Refused("the shop refuses the status " + word + ": " + status + " " + code);
      case WooAnswer.TargetRefused _ ->
          new Ending.Failed("the shop's name leads where nothing is sent", null);
    };
  }

  /** A shop may answer well and have set something else. */
  private Ending told(
      Tenant tenant,
      ShopLink link,
      Job job,
      @Nullable String wanted,
      Optional<WooOrder> answer,
      Instant begun) {
    if (answer.isEmpty()) {
      return new Ending.Failed("the shop's answer is not an order", null);
    }
    if (wanted != null && !wanted.equals(answer.get().status())) {
      return new Ending.Refused("the shop set another status: " + answer.get().status());
    }
    Lanes.await(intake.answered(tenant, link, answer.get(), job, begun));
    return new Ending.Done();
  }

  private void end(Tenant tenant, Job job, Ending ending) {
    if (ending instanceof Ending.Failed(String _, Duration retryAfter) && retryAfter != null) {
      quiet.leaveAlone(tenant.slug(), clock.instant().plus(retryAfter));
    }
    JobState state = Lanes.await(intake.ended(tenant, job, ending));
    listener.onJob(
        ending instanceof Ending.Done
            ? JobState.DONE.wire()
            : state.name().toLowerCase(Locale.ROOT));
    // The next job of the order need not wait for the timers.
    if (ending instanceof Ending.Done) {
      Lanes.await(fireJob(tenant, job.externalId()));
    }
  }
}
