package io.poshub.rest.door;

import static io.poshub.protocol.tenant.Role.ADMIN;
import static io.poshub.protocol.tenant.Role.PLATFORM;
import static io.poshub.protocol.tenant.Role.TERMINAL;
import static io.poshub.rest.door.Route.Body.JSON;
import static io.poshub.rest.door.Route.Body.NONE;
import static io.poshub.rest.door.Route.Body.OPTIONAL_JSON;
import static io.poshub.rest.door.Route.delete;
import static io.poshub.rest.door.Route.get;
import static io.poshub.rest.door.Route.open;
import static io.poshub.rest.door.Route.operator;
import static io.poshub.rest.door.Route.patch;
import static io.poshub.rest.door.Route.post;
import static io.poshub.rest.door.Route.prompt;
import static io.poshub.rest.door.Route.put;
import static io.poshub.rest.door.Route.waiting;

import io.poshub.engine.order.RemovedOrders;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.giftcard.CardDoor;
import io.poshub.rest.giftcard.CardLifeResource;
import io.poshub.rest.giftcard.CardUndoing;
import io.poshub.rest.giftcard.GiftCardResource;
import io.poshub.rest.giftcard.LiabilityResource;
import io.poshub.rest.giftcard.MissBudget;
import io.poshub.rest.idempotency.PastCallResource;
import io.poshub.rest.loyalty.LoyaltyResource;
import io.poshub.rest.loyalty.LoyaltyUndoing;
import io.poshub.rest.order.HandlingResource;
import io.poshub.rest.order.OrderBatchResource;
import io.poshub.rest.order.OrderResource;
import io.poshub.rest.order.OrderTenders;
import io.poshub.rest.report.ReportResource;
import io.poshub.rest.settings.SettingsResource;
import io.poshub.rest.shop.HookResource;
import io.poshub.rest.shop.QueueResource;
import io.poshub.rest.shop.ShopResource;
import io.poshub.rest.shop.SyncResource;
import io.poshub.rest.shop.UnmappableResource;
import io.poshub.rest.status.DocumentResource;
import io.poshub.rest.status.HealthResource;
import io.poshub.rest.status.StatusResource;
import io.poshub.rest.stream.EventResource;
import io.poshub.rest.tenant.KeyCalls;
import io.poshub.rest.tenant.KeyResource;
import io.poshub.rest.tenant.TenantResource;
import io.poshub.rest.tenant.TicketResource;
import io.poshub.rest.tenant.TimerResource;
import io.poshub.rest.tenant.VerifyResource;
import io.poshub.rest.undo.UndoResource;
import io.poshub.rest.webhook.WebhookResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every endpoint, on one screen: who may call it, which budget it counts against (ordinary unless
 * {@code money()}), how large its body may be, and whether pollers get an {@code ETag}.
 */
public final class Routes {
  private static final Set<Role> ALL = Set.of(TERMINAL, PLATFORM, ADMIN);
  private static final Set<Role> TILLS = Set.of(TERMINAL, ADMIN);
  private static final Set<Role> SHOPS = Set.of(PLATFORM, ADMIN);
  private static final Set<Role> ADMINS = Set.of(ADMIN);

  private Routes() {}

  /** The whole door. */
  public static RestApi api(
      Engine engine, Surroundings around, RateLimits rateLimits, List<ExtraRoute> extraRoutes) {
    List<Route> routes = new ArrayList<>(list(engine, around));
    extraRoutes.forEach(extra -> routes.add(extra.route()));
    return new RestApi(
        routes,
        around.doorkeeper(),
        rateLimits,
        around.unchangedReads(),
        around.callListener(),
        around.nanoClock(),
        around.workers());
  }

  static List<Route> list(Engine engine, Surroundings around) {
    List<Route> routes = new ArrayList<>(tenants(engine, around));
    routes.addAll(operators(engine, around));
    routes.addAll(everybody(engine, around));
    return List.copyOf(routes);
  }

  private static List<Route> tenants(Engine engine, Surroundings around) {
    var health = health(engine, around);
    var once =
        new IdempotentCalls(
            engine.lanes(), engine.idempotency(), engine.settings(), around.workers());
    var settings = new SettingsResource(engine.settings());
    var orders =
        new OrderResource(
            engine.orders(),
            new RemovedOrders(engine.eventLog()),
            new OrderTenders(engine.cardTenders(), engine.pointTenders()),
            once,
            engine.ids(),
            around.shop());
    var orderBatch = new OrderBatchResource(once, engine.ids());
    var handling = new HandlingResource(engine.orders(), engine.deliveries(), once);
    var door = new CardDoor(new MissBudget(around.nanoClock()));
    var cards =
        new GiftCardResource(engine.giftCards(), once, door, around.clock(), around.random());
    var life = new CardLifeResource(once, door);
    var liability = new LiabilityResource(engine.giftCards(), engine.settings(), around.clock());
    var undo =
        new UndoResource(
            engine.lanes(),
            once,
            List.of(new CardUndoing(engine.giftCards()), new LoyaltyUndoing(engine.loyalty())));
    var loyalty = new LoyaltyResource(engine.loyalty(), once);
    var pastCalls = new PastCallResource(engine.idempotency());
    var reports = new ReportResource(engine.reports(), engine.settings(), around.clock());
    var events = new EventResource(engine.eventLog(), around.eventWaiter(), around.workers());
    var status =
        new StatusResource(
            engine.orders(),
            engine.terminals(),
            engine.eventLog(),
            around.liveStatus(),
            around.clock(),
            around.version());
    var keys = new KeyResource(new KeyCalls(engine.keys(), around.keyEvents(), around.clock()));
    var webhooks = new WebhookResource(engine.webhooks());
    var tickets = new TicketResource(engine.tickets());
    var shop = new ShopResource(around.shop());
    var unmappable = new UnmappableResource(around.shop());
    var sync = new SyncResource(around.shop());
    return List.of(
        get("/api/{tenant}/health", ALL, health::tenant),
        get("/api/{tenant}/pos-status", ALL, status::read),
        waiting("/api/{tenant}/events", ALL, events::read).withRememberedETag(),
        post("/api/{tenant}/ws-tickets", ALL, tickets::issue).withoutBody(),
        get("/api/{tenant}/orders", ALL, orders::list).withRememberedETag(),
        prompt("/api/{tenant}/orders", ALL, orders::take).posted(),
        post("/api/{tenant}/orders/batch", SHOPS, orderBatch::take).withLargeBody(),
        get("/api/{tenant}/orders/pending", ALL, orders::pending).withRememberedETag(),
        get("/api/{tenant}/orders/stats", ALL, orders::stats).withETag(),
        post("/api/{tenant}/orders/sync", SHOPS, sync::run).withOptionalBody(),
        get("/api/{tenant}/orders/sync/status", ALL, sync::status).withETag(),
        get("/api/{tenant}/orders/{id}", ALL, orders::find).withRememberedETag(),
        patch("/api/{tenant}/orders/{id}", ALL, orders::change),
        get("/api/{tenant}/orders/{id}/tenders", ALL, orders::tenders),
        post("/api/{tenant}/orders/{id}/claim", TILLS, handling::claim),
        post("/api/{tenant}/orders/{id}/claim/release", TILLS, handling::release),
        post("/api/{tenant}/orders/{id}/printed", TILLS, handling::printed),
        post("/api/{tenant}/orders/{id}/reprint", TILLS, handling::reprint),
        post("/api/{tenant}/orders/{id}/seen", TILLS, handling::seen),
        get("/api/{tenant}/orders/{id}/delivery", ALL, handling::delivery).withETag(),
        post("/api/{tenant}/gift-cards", SHOPS, cards::issue).money(),
        prompt("/api/{tenant}/gift-cards/{card}/balance", ALL, cards::balance).withETag(),
        prompt("/api/{tenant}/gift-cards/{card}/deduct", TILLS, cards::deduct).posted().money(),
        get("/api/{tenant}/gift-cards/liability", ADMINS, liability::read).withETag(),
        prompt("/api/{tenant}/gift-cards/lookup", ALL, cards::lookup).posted(),
        post("/api/{tenant}/gift-cards/{card}/load", ALL, life::load).money(),
        post("/api/{tenant}/gift-cards/{card}/holds", TILLS, life::hold).money(),
        post("/api/{tenant}/gift-cards/{card}/holds/{id}/capture", TILLS, life::capture)
            .withOptionalBody()
            .money(),
        post("/api/{tenant}/gift-cards/{card}/holds/{id}/release", TILLS, life::release)
            .withOptionalBody()
            .money(),
        post("/api/{tenant}/gift-cards/{card}/transactions/{id}/reverse", TILLS, life::reverse)
            .money(),
        post("/api/{tenant}/gift-cards/{card}/adjust", ADMINS, life::adjust).money(),
        post("/api/{tenant}/gift-cards/{card}/block", ADMINS, life::block).money(),
        post("/api/{tenant}/gift-cards/{card}/unblock", ADMINS, life::unblock)
            .withOptionalBody()
            .money(),
        post("/api/{tenant}/gift-cards/{card}/deactivate", ADMINS, life::deactivate).money(),
        get("/api/{tenant}/gift-cards/{card}/transactions", ALL, cards::transactions).withETag(),
        prompt("/api/{tenant}/loyalty/{phone}/points", ALL, loyalty::points).withETag(),
        post("/api/{tenant}/loyalty/{phone}/add", TILLS, loyalty::add).money(),
        post("/api/{tenant}/loyalty/{phone}/redeem", TILLS, loyalty::redeem).money(),
        post("/api/{tenant}/loyalty/{phone}/holds", TILLS, loyalty::hold).money(),
        post("/api/{tenant}/loyalty/{phone}/holds/{id}/capture", TILLS, loyalty::capture)
            .withOptionalBody()
            .money(),
        post("/api/{tenant}/loyalty/{phone}/holds/{id}/release", TILLS, loyalty::release)
            .withOptionalBody()
            .money(),
        post("/api/{tenant}/loyalty/{phone}/transactions/{id}/reverse", TILLS, loyalty::reverse)
            .money(),
        post("/api/{tenant}/loyalty/{phone}/adjust", ADMINS, loyalty::adjust).money(),
        post("/api/{tenant}/loyalty/{phone}/merge", ADMINS, loyalty::merge).money(),
        get("/api/{tenant}/loyalty/{phone}/transactions", ALL, loyalty::transactions).withETag(),
        post("/api/{tenant}/transactions/reverse", TILLS, undo::reverse).money(),
        get("/api/{tenant}/transactions/by-key/{key}", ALL, pastCalls::find).withETag(),
        post("/api/{tenant}/reports/daily", TILLS, reports::submit).withLargeBody(),
        get("/api/{tenant}/reports/daily", SHOPS, reports::list).withETag(),
        get("/api/{tenant}/reports/daily/{date}", SHOPS, reports::find).withETag(),
        get("/api/{tenant}/connectors/woocommerce", ADMINS, shop::state).withETag(),
        put("/api/{tenant}/connectors/woocommerce", ADMINS, shop::connect),
        delete("/api/{tenant}/connectors/woocommerce", ADMINS, shop::disconnect),
        get("/api/{tenant}/connectors/woocommerce/unmappable", ADMINS, unmappable::list).withETag(),
        get("/api/{tenant}/settings", ADMINS, settings::read).withETag(),
        put("/api/{tenant}/settings", ADMINS, settings::replace),
        get("/api/{tenant}/webhooks", ADMINS, webhooks::list).withETag(),
        post("/api/{tenant}/webhooks", ADMINS, webhooks::create),
        delete("/api/{tenant}/webhooks/{id}", ADMINS, webhooks::delete),
        get("/api/{tenant}/webhooks/{id}/deliveries", ADMINS, webhooks::deliveries).withETag(),
        get("/api/{tenant}/keys", ADMINS, keys::list).withETag(),
        post("/api/{tenant}/keys", ADMINS, keys::issue),
        delete("/api/{tenant}/keys/{id}", ADMINS, keys::revoke));
  }

  private static List<Route> operators(Engine engine, Surroundings around) {
    var keys = new KeyCalls(engine.keys(), around.keyEvents(), around.clock());
    var tenants = new TenantResource(engine.tenants(), keys, around.keyEvents());
    var verify = new VerifyResource(engine.verification(), tenants::tenant);
    var timers = new TimerResource(engine.timers(), tenants::tenant);
    var sync = new SyncResource(around.shop());
    var unmappable = new UnmappableResource(around.shop());
    var queue = new QueueResource(around.shop().queue(), tenants::tenant);
    return List.of(
        operator("GET", "/admin/tenants", NONE, tenants::list),
        operator("POST", "/admin/tenants", JSON, tenants::create),
        operator("GET", "/admin/tenants/{slug}", NONE, tenants::find),
        operator("PATCH", "/admin/tenants/{slug}", JSON, tenants::change),
        operator("DELETE", "/admin/tenants/{slug}", NONE, tenants::deactivate),
        operator("POST", "/admin/tenants/{slug}/verify", NONE, verify::run),
        operator("GET", "/admin/tenants/{slug}/timers", NONE, timers::list),
        operator("POST", "/admin/tenants/{slug}/timers/retry", NONE, timers::retry),
        operator("POST", "/admin/sync", NONE, sync::runAll),
        operator(
            "POST",
            "/admin/tenants/{slug}/sync",
            OPTIONAL_JSON,
            request -> sync.run(tenants.tenant(request), request.fields())),
        operator(
            "GET",
            "/admin/tenants/{slug}/sync",
            NONE,
            request -> sync.status(tenants.tenant(request))),
        operator("GET", "/admin/tenants/{slug}/queue", NONE, queue::list),
        operator("GET", "/admin/tenants/{slug}/queue/stats", NONE, queue::stats),
        operator(
            "GET",
            "/admin/tenants/{slug}/queue/unmappable",
            NONE,
            request -> unmappable.list(tenants.tenant(request), request.query())),
        operator("POST", "/admin/tenants/{slug}/queue/retry", NONE, queue::retryAll),
        operator("POST", "/admin/tenants/{slug}/queue/clear", JSON, queue::clear),
        operator("POST", "/admin/tenants/{slug}/queue/prune", JSON, queue::prune),
        operator("GET", "/admin/tenants/{slug}/queue/{id}", NONE, queue::find),
        operator("POST", "/admin/tenants/{slug}/queue/{id}/retry", NONE, queue::retry),
        operator("GET", "/admin/tenants/{slug}/keys", NONE, tenants::keys),
        operator("POST", "/admin/tenants/{slug}/keys", JSON, tenants::issueKey),
        operator("DELETE", "/admin/tenants/{slug}/keys/{id}", NONE, tenants::revokeKey));
  }

  private static List<Route> everybody(Engine engine, Surroundings around) {
    var health = health(engine, around);
    var hooks = new HookResource(around.shop());
    return List.of(
        open("POST", "/hooks/{tenant}/woocommerce", hooks::receive).withBytes(),
        open("GET", "/health/live", health::live),
        open("GET", "/health/ready", health::ready),
        open("GET", "/openapi.yaml", new DocumentResource("/openapi.yaml")::read).withETag(),
        open("GET", "/asyncapi.yaml", new DocumentResource("/asyncapi.yaml")::read).withETag());
  }

  private static HealthResource health(Engine engine, Surroundings around) {
    return new HealthResource(
        engine.eventLog(), engine.settings(), around.clock(), around.version(), around.ready());
  }
}
