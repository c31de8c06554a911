package io.poshub.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.connectors.connect.WooConnector;
import io.poshub.engine.delivery.Deliveries;
import io.poshub.engine.giftcard.CardAudit;
import io.poshub.engine.giftcard.CardTenders;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.loyalty.AccountAudit;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.loyalty.PointTenders;
import io.poshub.engine.node.Nodes;
import io.poshub.engine.order.Escalation;
import io.poshub.engine.order.Orders;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.SocketPoster;
import io.poshub.engine.outbound.SystemLookup;
import io.poshub.engine.read.Changes;
import io.poshub.engine.report.Reports;
import io.poshub.engine.retention.Pruning;
import io.poshub.engine.retention.Retention;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.StoredTenants;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.tenant.Tickets;
import io.poshub.engine.terminal.SyncLog;
import io.poshub.engine.terminal.Terminals;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.Timers;
import io.poshub.engine.verify.Verification;
import io.poshub.engine.webhook.Couriers;
import io.poshub.engine.webhook.Webhooks;
import io.poshub.protocol.Ids;
import io.poshub.rest.call.UnchangedReads;
import io.poshub.rest.door.Engine;
import io.poshub.server.fanout.FanOut;
import io.poshub.server.ops.BroadcastLog;
import io.poshub.server.ops.EscalationMetrics;
import io.poshub.server.ops.LaneMetrics;
import io.poshub.server.ops.WebhookMetrics;
import io.poshub.server.session.SessionRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** The engine's rooms, built on one storage. Built once by {@link Hub}; any thread. */
final class EngineParts {
  private final EventLog eventLog;
  private final Keys keys;
  private final Tenants tenants;
  private final Tickets tickets;
  private final Lanes lanes;
  private final Terminals terminals;
  private final Deliveries deliveries;
  private final SyncLog syncLog;
  private final Nodes nodes;
  private final Timers timers;
  private final WooConnector shop;
  private final Couriers couriers;
  private final Retention retention;
  private final UnchangedReads unchangedReads;
  private final Engine rooms;

  EngineParts(
      Storage storage,
      HubConfig config,
      EventLog eventLog,
      FanOut fanOut,
      SessionRegistry sessions,
      MeterRegistry registry,
      HubThreads threads,
      ShopParts shops,
      InstantSource clock,
      SecureRandom random) {
    Transactions transactions = storage.transactions();
    Changes changes = new Changes();
    this.unchangedReads = new UnchangedReads(changes, storage.isEmbedded(), System::nanoTime);
    Ids ids = new Ids();
    this.eventLog = eventLog;
    this.keys = new Keys(transactions, clock, ids, random);
    this.tenants =
        new Tenants(
            transactions,
            new StoredTenants(storage.inTime()),
            storage::migrateTenant,
            keys,
            clock,
            random);
    this.tickets = new Tickets(transactions, clock, random);
    this.terminals = new Terminals(transactions);
    this.deliveries = new Deliveries(transactions, changes);
    this.syncLog = new SyncLog(transactions);
    this.lanes =
        new Lanes(
            transactions,
            config.laneConnections(),
            storage.isEmbedded(),
            new BroadcastLog(fanOut, sessions, syncLog, clock),
            new LaneMetrics(registry, changes),
            clock,
            ids,
            threads.lanes());
    this.nodes = new Nodes(storage.inTime(), clock, ids);
    Orders orders = new Orders(lanes, transactions, clock);
    Escalation escalation = new Escalation(lanes, new EscalationMetrics(registry));
    GiftCards giftCards = new GiftCards(lanes, transactions, clock);
    Loyalty loyalty = new Loyalty(lanes, transactions, clock);
    this.shop =
        shops.wooCommerce(
            new WooConnector.Rooms(transactions, lanes, tenants, orders), clock, random);
    this.timers =
        new Timers(
            transactions, tenants, handlers(orders, escalation, giftCards, loyalty, shop), clock);
    Idempotency idempotency = new Idempotency(lanes, transactions);
    TenantSettings settings = new TenantSettings(lanes, transactions);
    Couriers.Outside outside = outside(config, registry, threads);
    Webhooks webhooks = new Webhooks(lanes, transactions, outside.guard(), random);
    this.couriers =
        new Couriers(
            transactions,
            tenants,
            eventLog,
            outside,
            ids,
            threads.calls(),
            clock,
            System::nanoTime,
            random);
    this.retention =
        new Retention(tenants::slugs, prunings(changes, idempotency, settings, webhooks), clock);
    this.rooms =
        new Engine(
            tenants,
            keys,
            tickets,
            orders,
            giftCards,
            new CardTenders(transactions),
            loyalty,
            new PointTenders(transactions),
            new Reports(lanes, transactions),
            eventLog,
            terminals,
            deliveries,
            lanes,
            idempotency,
            settings,
            new Verification(transactions, List.of(new CardAudit(), new AccountAudit())),
            timers,
            webhooks,
            ids);
  }

  private static Map<TimerKind, TimerHandler> handlers(
      Orders orders,
      Escalation escalation,
      GiftCards giftCards,
      Loyalty loyalty,
      WooConnector shop) {
    Map<TimerKind, TimerHandler> handlers = new HashMap<>(orders.timers());
    handlers.putAll(escalation.timers());
    handlers.putAll(giftCards.timers());
    handlers.putAll(loyalty.timers());
    handlers.putAll(shop.timers());
    return handlers;
  }

  private static Couriers.Outside outside(
      HubConfig config, MeterRegistry registry, HubThreads threads) {
    return new Couriers.Outside(
        new OutboundGuard(new SystemLookup(threads.lookups()), config.webhookAllowPrivate()),
        new SocketPoster((SSLSocketFactory) SSLSocketFactory.getDefault()),
        new WebhookMetrics(registry),
        HubVersion.text());
  }

  private List<Pruning> prunings(
      Changes changes, Idempotency idempotency, TenantSettings settings, Webhooks webhooks) {
    List<Pruning> prunings = new ArrayList<>(shop.prunings());
    Collections.addAll(
        prunings,
        new Pruning("events", tenant -> settings.of(tenant).eventRetention(), eventLog::prune),
        new Pruning(
            "checkpoints of terminals",
            tenant -> settings.of(tenant).eventRetention(),
            deliveries::prune),
        new Pruning("answers", _ -> Idempotency.ANSWERS_KEPT, idempotency::dropAnswers),
        new Pruning("webhook deliveries", _ -> Webhooks.DELIVERIES_KEPT, webhooks::prune),
        new Pruning("sync log lines", _ -> SyncLog.KEPT, syncLog::prune));
    return prunings.stream().map(pruning -> pruning.counted(changes)).toList();
  }

  UnchangedReads unchangedReads() {
    return unchangedReads;
  }

  WooConnector shop() {
    return shop;
  }

  Retention retention() {
    return retention;
  }

  /** What the REST door opens onto. */
  Engine rooms() {
    return rooms;
  }

  EventLog eventLog() {
    return eventLog;
  }

  Keys keys() {
    return keys;
  }

  /** Goes on with what a former hub on this database, which nobody else can use, was at. */
  void takeOver() {
    shop.takeOver();
  }

  Tenants tenants() {
    return tenants;
  }

  Tickets tickets() {
    return tickets;
  }

  Lanes lanes() {
    return lanes;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  Terminals terminals() {
    return terminals;
  }

  SyncLog syncLog() {
    return syncLog;
  }

  Nodes nodes() {
    return nodes;
  }

  Timers timers() {
    return timers;
  }

  Couriers couriers() {
    return couriers;
  }
}
