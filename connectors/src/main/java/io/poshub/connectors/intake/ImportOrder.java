package io.poshub.connectors.intake;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.intake.ImportDecision.Writer;
import io.poshub.connectors.intake.ImportOutcome.What;
import io.poshub.connectors.intake.ImportRules.Situation;
import io.poshub.connectors.job.Job;
import io.poshub.connectors.job.JobPlan;
import io.poshub.connectors.job.JobSet;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.woo.Mapping;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.order.MirroredOrders;
import io.poshub.engine.order.NewOrder;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.shop.SyncAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one state of one of the shop's orders: the hub's order, what is remembered of the shop's
 * and the jobs change together.
 *
 * @param externalId under which the hub has it
 * @param mapping the order as the hub would have it, worked out before
 * @param body as the shop sent it
 */
record ImportOrder(
    String externalId,
    WooOrder order,
    Mapping mapping,
    String body,
    Origin origin,
    ShopLink.Terms terms)
    implements Command<ImportOutcome> {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  ImportOrder {
    requireNonNull(externalId, "externalId is null");
    requireNonNull(order, "order is null");
    requireNonNull(mapping, "mapping is null");
    requireNonNull(body, "body is null");
  }

  @Override
  public void claim(Batch batch) {
    MirroredOrders.claim(batch, OrderSource.WOOCOMMERCE, externalId);
    batch.rows(KnownOrderSet.KIND).claim(externalId);
    batch.rows(JobSet.KIND).claimOrder(externalId);
  }

  @Override
  public ImportOutcome decide(Batch batch) {
    Job ended = endJob(batch);
    KnownOrder known = batch.rows(KnownOrderSet.KIND).find(externalId).orElse(null);
    Order now = MirroredOrders.find(batch, OrderSource.WOOCOMMERCE, externalId).orElse(null);
    if (now != null && known != null) {
      // What a till has just changed counts, also if nobody has planned to tell it yet.
      known.tell(now, terms.statuses(), batch);
    }
    Situation situation =
        new Situation(
            known,
            now == null ? null : now.status(),
            now != null && hasContent(now),
            toTell(batch),
            ended,
            batch.now().minus(terms.retention()));
    return switch (ImportRules.decide(order, origin, situation, terms.statuses())) {
      case ImportDecision.Known _ -> outcome(What.KNOWN, batch);
      case ImportDecision.Ask(String agreed) -> ask(batch, agreed);
      case ImportDecision.Remember _ -> {
        remember(batch, known, null, null, null);
        yield outcome(What.REMEMBERED, batch);
      }
      case ImportDecision.Take _ -> take(batch, known);
      case ImportDecision.Restate restate ->
          restate(batch, requireNonNull(now, "now is null"), known, restate);
    };
  }

  private ImportOutcome take(Batch batch, @Nullable KnownOrder known) {
    return switch (mapping) {
      case Mapping.Mapped(NewOrder wish) -> {
        Order taken = MirroredOrders.take(batch, wish);
        remember(batch, known, taken, taken.status(), null);
        yield outcome(What.TAKEN, batch);
      }
      case Mapping.Unmappable(String problem) -> unmappable(batch, known, null, null, problem);
    };
  }

  private ImportOutcome restate(
      Batch batch, Order now, @Nullable KnownOrder known, ImportDecision.Restate decision) {
    if (decision.conflict() == Writer.SHOP) {
      dropJobs(batch);
    }
    return switch (mapping) {
      case Mapping.Mapped(NewOrder content) -> {
        Optional<Order> after =
            MirroredOrders.restate(batch, now.id(), content, decision.status(), decision.reason());
        remember(batch, known, after.orElse(now), told(known, now, decision), decision.conflict());
        yield outcome(after.isPresent() ? What.CHANGED : What.UNCHANGED, batch);
      }
      case Mapping.Unmappable(String problem) -> {
        // Its lines cannot be read, but that it is cancelled can.
        Order after = MirroredOrders.moveTo(batch, now.id(), decision.status(), decision.reason());
        yield unmappable(batch, known, after, told(known, now, decision), problem);
      }
    };
  }

  private ImportOutcome unmappable(
      Batch batch,
      @Nullable KnownOrder known,
      @Nullable Order hubOrder,
      @Nullable OrderStatus told,
      String problem) {
    write(batch, known, hubOrder, KnownOrder.State.UNMAPPABLE, told, problem, null);
    if (known == null || !problem.equals(known.problem())) {
      alert(batch, SyncAlert.Kind.ORDER_UNMAPPABLE, problem, hubOrder);
    }
    return outcome(What.UNMAPPABLE, batch);
  }

  private ImportOutcome ask(Batch batch, @Nullable String agreed) {
    KnownOrderSet orders = batch.rows(KnownOrderSet.KIND);
    if (agreed != null) {
      orders.find(externalId).ifPresent(known -> orders.update(known.withShopStatus(agreed)));
    }
    // Who was asked a moment ago is not asked again at once: nodes' clocks differ a little.
    JobPlan.askFor(
        externalId,
        origin instanceof Origin.Pulled ? batch.now().plus(ASK_AGAIN) : batch.now(),
        batch);
    return outcome(What.ASKED, batch);
  }

  private void remember(
      Batch batch,
      @Nullable KnownOrder known,
      @Nullable Order hubOrder,
      @Nullable OrderStatus told,
      @Nullable Writer conflict) {
    KnownOrder.State state =
        hubOrder == null ? KnownOrder.State.WAITING : KnownOrder.State.IMPORTED;
    write(batch, known, hubOrder, state, told, null, conflict);
    if (conflict != null) {
      alert(
          batch,
          SyncAlert.Kind.STATUS_CONFLICT,
          "shop and till had both changed it; the "
              + (conflict == Writer.SHOP ? "shop's" : "till's")
              + " change was the later one",
          hubOrder);
    }
  }

  private void write(
      Batch batch,
      @Nullable KnownOrder known,
      @Nullable Order hubOrder,
      KnownOrder.State state,
      @Nullable OrderStatus told,
      @Nullable String problem,
      @Nullable Writer conflict) {
    batch
        .rows(KnownOrderSet.KIND)
        .put(
            new KnownOrder(
                externalId,
                hubOrder == null ? null : hubOrder.id(),
                state,
                order.status(),
                order.modified(),
                told,
                problem,
                conflict != null ? conflict.wire() : known == null ? null : known.lastWriter(),
                conflict != null ? batch.now() : known == null ? null : known.conflictAt(),
                known == null ? batch.now() : known.createdAt(),
                batch.now()),
            body);
  }

  /** The hub's status the shop knows of: its own, or the last one it was told. */
  private static @Nullable OrderStatus told(
      @Nullable KnownOrder known, Order before, ImportDecision.Restate decision) {
    if (known == null || decision.status() != before.status()) {
      return decision.status();
    }
    return decision.conflict() == Writer.SHOP ? decision.status() : known.toldStatus();
  }

  /** Ends the job whose answer this is, and returns it as it was until now. */
  private @Nullable Job endJob(Batch batch) {
    if (!(origin instanceof Origin.OwnWrite(Job written, Instant asked))) {
      return null;
    }
    JobSet jobs = batch.rows(JobSet.KIND);
    KnownOrderSet orders = batch.rows(KnownOrderSet.KIND);
    KnownOrder known = orders.find(externalId).orElse(null);
    Optional<Job> active = jobs.find(written.id()).filter(Job::isActive);
    if (active.isPresent()) {
      jobs.put(active.get().ended(JobState.DONE, batch.now(), null));
      jobs.schedule(externalId, batch);
    }
    // What a job wrote after it was overtaken is what the shop was told last: it is told anew.
    boolean told = active.isPresent() || ImportRules.hasUndone(order, written, asked, known);
    OrderStatus status = written.hubStatus();
    if (told && known != null && status != null) {
      orders.update(known.withTold(status));
    }
    return active.orElseGet(() -> written.ended(JobState.DONE, batch.now(), null));
  }

  private void dropJobs(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    for (Job job : toTell(batch)) {
      jobs.put(job.ended(JobState.DONE, batch.now(), "overtaken by the shop"));
    }
    jobs.schedule(externalId, batch);
  }

  private List<Job> toTell(Batch batch) {
    return batch.rows(JobSet.KIND).of(externalId).stream()
        .filter(job -> job.isActive() && job.kind() == Job.Kind.STATUS)
        .toList();
  }

  private boolean hasContent(Order now) {
    return mapping instanceof Mapping.Mapped(NewOrder content)
        && MirroredOrders.hasContent(now, content);
  }

  private ImportOutcome outcome(What what, Batch batch) {
    return new ImportOutcome(
        what,
        batch.rows(KnownOrderSet.KIND).find(externalId).map(KnownOrder::shopStatus).orElse(null));
  }

  private void alert(Batch batch, SyncAlert.Kind kind, String message, @Nullable Order hubOrder) {
    batch.emit(
        EventType.SYNC_ALERT,
        SyncAlert.of(
            ShopConnector.WOOCOMMERCE,
            kind,
            message,
            externalId,
            hubOrder == null ? null : hubOrder.id()));
  }
}
