package io.poshub.connectors.connect;

import io.poshub.connectors.hook.HookDoor;
import io.poshub.connectors.hook.HookKeeper;
import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.intake.KnownOrders;
import io.poshub.connectors.job.JobQueue;
import io.poshub.connectors.job.JobSet;
import io.poshub.connectors.link.LinkFacts;
import io.poshub.connectors.link.QuietShops;
import io.poshub.connectors.link.RecentLinks;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.link.ShopNumber;
import io.poshub.connectors.link.ShopNumbers;
import io.poshub.connectors.sweep.Sweeper;
import io.poshub.connectors.woo.ShopException;
import io.poshub.connectors.woo.StatusMap;
import io.poshub.connectors.woo.Store;
import io.poshub.connectors.woo.StoreAddress;
import io.poshub.connectors.woo.StoreKeys;
import io.poshub.connectors.woo.WooClient;
import io.poshub.connectors.woo.WooShop;
import io.poshub.connectors.work.JobRunner;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.order.MirroredOrders;
import io.poshub.engine.order.Orders;
import io.poshub.engine.retention.Pruning;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopQueue;
import io.poshub.engine.shop.ShopState;
import io.poshub.engine.shop.UnmappableOrder;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.protocol.Parsed;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connector to WooCommerce, whole. Virtual threads: everything blocks. */
public final class WooConnector implements ShopConnector {
  private static final int HOOK_SECRET_BYTES = 32;
  private static final Logger LOG = LoggerFactory.getLogger(WooConnector.class);

  private final ShopLinks links;
  private final ShopNumbers numbers;
  private final RecentLinks recent;
  private final WooClient client;
  private final HookKeeper hooks;
  private final Farewell farewell;
  private final Settings settings;
  private final KnownOrders known;
  private final Tenants tenants;
  private final InstantSource clock;
  private final SecureRandom random;
  private final QuietShops quiet;
  private final Sweeper sweeper;
  private final JobRunner jobRunner;
  private final HookDoor hookDoor;
  private final JobQueue queue;
  private final Orders orders;

  /**
   * What the operator allows.
   *
   * @param publicUrl where shops reach the hub; null if they do not
   */
  public record Settings(boolean allowHttp, @Nullable String publicUrl) {}

  /** The rooms of the engine it needs. */
  public record Rooms(Transactions transactions, Lanes lanes, Tenants tenants, Orders orders) {}

  public WooConnector(
      Settings settings,
      Rooms rooms,
      ShopLinks links,
      WooClient client,
      Executor threads,
      InstantSource clock,
      SecureRandom random,
      ShopListener listener) {
    this.settings = settings;
    this.links = links;
    this.numbers = new ShopNumbers(rooms.transactions());
    this.client = client;
    this.recent = new RecentLinks(links, clock);
    this.known = new KnownOrders(rooms.transactions());
    this.tenants = rooms.tenants();
    this.orders = rooms.orders();
    this.clock = clock;
    this.random = random;
    this.hooks = new HookKeeper(settings.publicUrl());
    this.farewell = new Farewell(hooks, client, threads);
    Intake intake = new Intake(rooms.lanes(), listener);
    this.quiet = new QuietShops(clock);
    this.sweeper =
        new Sweeper(
            links,
            client,
            intake,
            hooks,
            rooms.lanes(),
            rooms.orders(),
            threads,
            clock,
            quiet,
            random,
            listener);
    this.queue = new JobQueue(rooms.transactions(), rooms.lanes(), rooms.tenants(), clock);
    this.jobRunner = new JobRunner(links, client, intake, queue, quiet, threads, clock, listener);
    this.hookDoor = new HookDoor(recent, rooms.tenants(), intake, queue, clock, listener);
  }

  /** What wakes it. */
  public Map<TimerKind, TimerHandler> timers() {
    return Map.of(
        Sweeper.TIMER, sweeper::fire,
        MirroredOrders.SHOP_STATUS, jobRunner::fireStatus,
        JobSet.TIMER, jobRunner::fireJob);
  }

  /**
   * Ends the sweeps of a former hub, for one that has just started and is alone on its database:
   * nobody else can be at them.
   */
  public void takeOver() {
    request(links.endSweeps());
  }

  /** What it does not keep for ever. */
  public List<Pruning> prunings() {
    return List.of(
        new Pruning("jobs for shops", _ -> JobQueue.DONE_KEPT, queue::pruneSome),
        new Pruning("orders of shops", this::ordersKeptFor, orders::dropOver),
        new Pruning("what shops said of orders", this::ordersKeptFor, known::forget));
  }

  private Duration ordersKeptFor(String tenant) {
    int days =
        links
            .facts(tenant)
            .map(link -> link.terms().retentionDays())
            .orElse(ShopAccess.RETENTION_DEFAULT_DAYS);
    return Duration.ofDays(days);
  }

  @Override
  public ConnectOutcome connect(Tenant tenant, ShopAccess access) {
    return switch (StoreAddress.parse(access.storeUrl(), settings.allowHttp())) {
      case Parsed.Bad<StoreAddress>(String message) -> new ConnectOutcome.WrongAddress(message);
      case Parsed.Ok<StoreAddress>(StoreAddress address) ->
          connect(
              tenant,
              access,
              new Store(address, new StoreKeys(access.consumerKey(), access.consumerSecret())));
    };
  }

  private ConnectOutcome connect(Tenant tenant, ShopAccess access, Store store) {
    WooShop shop = new WooShop(client, store);
    return switch (Introduction.ask(shop, tenant)) {
      case Introduction.Refused(ConnectOutcome outcome) -> outcome;
      case Introduction.Met(ShopLink.About about) -> connected(tenant, access, store, shop, about);
    };
  }

  private ConnectOutcome connected(
      Tenant tenant, ShopAccess access, Store store, WooShop shop, ShopLink.About about) {
    Instant now = clock.instant();
    Optional<ShopLink> before = links.findIfOpenable(tenant.slug());
    ShopNumber number = number(tenant, store.address());
    // Another shop gets a secret of its own: who knows the first one's could sign as the second.
    String hookSecret =
        before
            .filter(former -> former.store().address().equals(store.address()))
            .map(ShopLink::hookSecret)
            .orElseGet(this::newSecret);
    ShopLink link =
        new ShopLink(
            tenant.slug(),
            number,
            store,
            hookSecret,
            new ShopLink.Terms(
                access.syncIntervalMinutes(),
                access.daysBack(),
                access.retentionDays(),
                new StatusMap(access.statusMap())),
            about,
            NEW);
    links.write(link, now);
    recent.forget(tenant.slug());
    quiet.forget(tenant.slug());
    String webhooks = ShopLink.WEBHOOKS_OFF;
    if (hooks.isPossible()) {
      try {
        // Stored first: the shop pings the hub before it has answered.
        hooks.keep(link, shop);
        webhooks = ShopLink.WEBHOOKS_ACTIVE;
      } catch (ShopException e) {
        webhooks = ShopLink.WEBHOOKS_FAILING;
        LOG.warn("The shop of tenant {} takes no webhooks: {}", tenant.slug(), e.problem());
      }
    }
    links.write(link.with(webhooks), now);
    sweeper.soon(tenant);
    queue.leaveOthers(tenant, number);
    before.filter(former -> !former.shop().equals(number)).ifPresent(farewell::say);
    return new ConnectOutcome.Connected(state(tenant).orElseThrow());
  }

  /** A shop that was connected before goes on with its orders; another one's never meet them. */
  private ShopNumber number(Tenant tenant, StoreAddress address) {
    return numbers.of(tenant.slug(), address, links.facts(tenant.slug()).orElse(null));
  }

  private static final ShopLink.Progress NEW =
      new ShopLink.Progress(
          null, null, null, null, 0, null, null, null, null, null, 0, Instant.EPOCH);

  private String newSecret() {
    byte[] secret = new byte[HOOK_SECRET_BYTES];
    random.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  @Override
  public Optional<ShopState> state(Tenant tenant) {
    return links
        .facts(tenant.slug())
        .map(link -> ShopStates.of(link, backlog(tenant), clock.instant()));
  }

  private ShopState.Backlog backlog(Tenant tenant) {
    JobStats stats = queue.stats(tenant.slug());
    return new ShopState.Backlog(
        stats.waiting() + stats.running(), stats.dead(), known.unmappable(tenant.slug()));
  }

  @Override
  public boolean disconnect(Tenant tenant) {
    Optional<ShopLink> link = links.findIfOpenable(tenant.slug());
    // One from before shops were told apart is noted, so that it is known when it comes back.
    links.facts(tenant.slug()).ifPresent(facts -> number(tenant, facts.address()));
    boolean was = links.delete(tenant.slug());
    recent.forget(tenant.slug());
    link.ifPresent(farewell::say);
    return was;
  }

  @Override
  public HookAnswer receive(String tenant, HookCall call) {
    return hookDoor.receive(tenant, call);
  }

  @Override
  public boolean requestSync(Tenant tenant, @Nullable Integer daysBack) {
    if (links.facts(tenant.slug()).isEmpty()) {
      return false;
    }
    if (daysBack != null) {
      links.request(tenant.slug(), clock.instant().minus(Duration.ofDays(daysBack)));
    }
    sweeper.soon(tenant);
    return true;
  }

  @Override
  public int requestAllSyncs() {
    return request(links.tenants());
  }

  private int request(List<String> slugs) {
    int requested = 0;
    for (String slug : slugs) {
      Optional<Tenant> tenant = tenants.find(slug).filter(Tenant::active);
      if (tenant.isPresent() && isRequested(tenant.get())) {
        requested++;
      }
    }
    return requested;
  }

  /** One tenant's trouble keeps no other from being looked at. */
  private boolean isRequested(Tenant tenant) {
    try {
      sweeper.soon(tenant);
      return true;
    } catch (LaneException e) {
      LOG.warn("Tenant {} cannot be swept now: {}", tenant.slug(), e.code().wire());
      return false;
    }
  }

  @Override
  public Page<UnmappableOrder> unmappable(Tenant tenant, @Nullable String after, int limit) {
    Optional<LinkFacts> link = links.facts(tenant.slug());
    return known
        .listUnmappable(tenant.slug(), after, limit)
        .map(order -> order.at(link.flatMap(found -> edit(found, order)).orElse(null)));
  }

  private static Optional<String> edit(LinkFacts link, UnmappableOrder order) {
    return link.shop().shopsId(order.externalId()).map(link.address()::editOrder);
  }

  @Override
  public ShopQueue queue() {
    return queue;
  }
}
