package io.poshub.engine.webhook;

import io.poshub.engine.lane.Lanes;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.OutboundTarget;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.webhook.Webhook;
import io.poshub.protocol.webhook.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the doors may do with webhooks. Virtual threads: everything blocks. */
public final class Webhooks {
  /** Webhooks of one tenant, the disabled ones too. */
  public static final int WEBHOOKS_MAX = 20;

  /** How long deliveries that are over can be looked up. */
  public static final Duration DELIVERIES_KEPT = Duration.ofDays(7);

  private final Lanes lanes;
  private final Transactions transactions;
  private final OutboundGuard guard;
  private final RandomGenerator random;

  /**
   * Makes the room's door.
   *
   * @param random a secure one, for secrets
   */
  public Webhooks(
      Lanes lanes, Transactions transactions, OutboundGuard guard, RandomGenerator random) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.guard = guard;
    this.random = random;
  }

  /** Sets a webhook up; it is sent what happens from now on. */
  public CreatedWebhook create(Tenant tenant, String url, List<EventType> events) {
    return switch (OutboundTarget.parse(url)) {
      case Parsed.Bad<OutboundTarget>(String message) -> new CreatedWebhook.BadUrl(message);
      case Parsed.Ok<OutboundTarget>(OutboundTarget target) ->
          switch (guard.check(target)) {
            case OutboundGuard.Verdict.Allowed _ -> createAllowed(tenant, url, events);
            case OutboundGuard.Verdict.Refused _ ->
                new CreatedWebhook.TargetRefused(
                    "The address leads to a private or reserved network.");
            case OutboundGuard.Verdict.UnknownHost _ ->
                new CreatedWebhook.TargetRefused("The address's host is not known.");
          };
    };
  }

  /** A tenant's webhooks, newest first. */
  public Page<Webhook> list(Tenant tenant, @Nullable String before, int limit) {
    List<Webhook> webhooks =
        transactions
            .inTenant(tenant.slug(), connection -> new WebhookRows(connection).all())
            .stream()
            .map(StoredWebhook::view)
            .filter(webhook -> before == null || webhook.id().compareTo(before) < 0)
            .toList()
            .reversed();
    return Page.cut(webhooks, limit, Webhook::id);
  }

  /** Whether there was such a webhook to delete. */
  public boolean delete(Tenant tenant, String id) {
    return lanes.call(tenant, new DeleteWebhook(id));
  }

  /** A webhook's deliveries, newest first; empty if there is no such webhook. */
  public Optional<Page<WebhookDelivery>> deliveries(
      Tenant tenant, String id, @Nullable String before, int limit) {
    return transactions.inTenant(
        tenant.slug(),
        connection ->
            new WebhookRows(connection).find(id).isEmpty()
                ? Optional.empty()
                : Optional.of(
                    Page.cut(
                        new DeliveryRows(connection).list(id, before, limit + 1),
                        limit,
                        WebhookDelivery::id)));
  }

  /** Deletes at most so many deliveries that have been over for long. */
  public int prune(String tenant, Instant cutOff, int maxRows) {
    return transactions.inTenant(
        tenant, connection -> new DeliveryRows(connection).prune(cutOff, maxRows));
  }

  private CreatedWebhook createAllowed(Tenant tenant, String url, List<EventType> events) {
    WebhookSecret secret = WebhookSecret.generate(random);
    Optional<Webhook> webhook = lanes.call(tenant, new CreateWebhook(url, events, secret));
    return webhook
        .<CreatedWebhook>map(created -> new CreatedWebhook.Created(created, secret))
        .orElseGet(CreatedWebhook.TooMany::new);
  }
}
