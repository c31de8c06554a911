package io.poshub.rest.door;

import io.poshub.engine.delivery.Deliveries;
import io.poshub.engine.giftcard.CardTenders;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.loyalty.PointTenders;
import io.poshub.engine.order.Orders;
import io.poshub.engine.report.Reports;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.Keys;
import io.poshub.engine.tenant.Tenants;
import io.poshub.engine.tenant.Tickets;
import io.poshub.engine.terminal.Terminals;
import io.poshub.engine.timer.Timers;
import io.poshub.engine.verify.Verification;
import io.poshub.engine.webhook.Webhooks;
import io.poshub.protocol.Ids;

/** The rooms of the engine that the door opens onto. */
public record Engine(
    Tenants tenants,
    Keys keys,
    Tickets tickets,
    Orders orders,
    GiftCards giftCards,
    CardTenders cardTenders,
    Loyalty loyalty,
    PointTenders pointTenders,
    Reports reports,
    EventLog eventLog,
    Terminals terminals,
    Deliveries deliveries,
    Lanes lanes,
    Idempotency idempotency,
    TenantSettings settings,
    Verification verification,
    Timers timers,
    Webhooks webhooks,
    Ids ids) {}
