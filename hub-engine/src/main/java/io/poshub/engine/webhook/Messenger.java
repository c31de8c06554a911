package io.poshub.engine.webhook;

import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.OutboundTarget;
import io.poshub.engine.outbound.Poster;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.webhook.DeliveryError;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes one attempt: looks where the target leads now, signs, posts. Virtual threads; writes
 * nothing down.
 */
final class Messenger {
  private final OutboundGuard guard;
  private final Poster poster;
  private final InstantSource clock;
  private final String userAgent;

  Messenger(OutboundGuard guard, Poster poster, InstantSource clock, String version) {
    this.guard = guard;
    this.poster = poster;
    this.clock = clock;
    this.userAgent = "poshub/" + version;
  }

  Attempt send(Tenant tenant, StoredWebhook webhook, PendingDelivery delivery) {
    if (!(OutboundTarget.parse(webhook.view().url())
        instanceof Parsed.Ok<OutboundTarget>(OutboundTarget target))) {
      return new Attempt(delivery, null, DeliveryError.TARGET_REFUSED);
    }
    return switch (guard.check(target)) {
      case OutboundGuard.Verdict.Refused _ ->
          new Attempt(delivery, null, DeliveryError.TARGET_REFUSED);
      case OutboundGuard.Verdict.UnknownHost _ ->
          new Attempt(delivery, null, DeliveryError.UNKNOWN_HOST);
      case OutboundGuard.Verdict.Allowed allowed -> {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = headers(tenant, webhook, delivery, body);
        yield Attempt.of(delivery, poster.post(target, allowed.addresses(), headers, body));
      }
    };
  }

  private Map<String, String> headers(
      Tenant tenant, StoredWebhook webhook, PendingDelivery delivery, byte[] body) {
    WebhookSecret secret = WebhookSecret.open(tenant, webhook.view().id(), webhook.sealedSecret());
    long timestampS = clock.instant().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", userAgent);
    headers.put("webhook-id", delivery.eventId());
    headers.put("webhook-timestamp", Long.toString(timestampS));
    headers.put("webhook-signature", secret.sign(delivery.eventId(), timestampS, body));
    return headers;
  }
}
