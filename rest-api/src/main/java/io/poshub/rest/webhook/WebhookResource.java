package io.poshub.rest.webhook;

import io.poshub.engine.sql.Page;
import io.poshub.engine.webhook.CreatedWebhook;
import io.poshub.engine.webhook.Webhooks;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.webhook.Webhook;
import io.poshub.protocol.webhook.WebhookDelivery;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.TenantRequest;
import io.poshub.rest.webhook.WebhookReader.NewWebhook;
import java.util.Locale;

/** {@code /webhooks}. Virtual threads. */
public final class WebhookResource {
  private final Webhooks webhooks;

  public WebhookResource(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  private record Created(Webhook webhook, String secret) {}

  public HttpReply create(TenantRequest request) {
    NewWebhook wish = WebhookReader.read(request.fields());
    return switch (webhooks.create(request.tenant(), wish.url(), wish.events())) {
      case CreatedWebhook.Created created ->
          Answers.json(201, new Created(created.webhook(), created.secret().reveal()));
      case CreatedWebhook.BadUrl(String message) ->
          throw new InvalidFieldsException("url", message);
      case CreatedWebhook.TargetRefused(String message) ->
          throw new RefusedException(ErrorCode.WEBHOOK_TARGET_REFUSED, message);
      case CreatedWebhook.TooMany _ ->
          throw new RefusedException(
              ErrorCode.WEBHOOK_LIMIT_REACHED,
              "A tenant has at most " + Webhooks.WEBHOOKS_MAX + " webhooks; delete one first.");
    };
  }

  public HttpReply list(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.WEBHOOKS);
    return paging.reply(
        "webhooks", webhooks.list(request.tenant(), paging.position(), paging.limit()));
  }

  public HttpReply delete(TenantRequest request) {
    if (!webhooks.delete(request.tenant(), webhookId(request))) {
      throw unknown();
    }
    return Answers.noContent();
  }

  public HttpReply deliveries(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.WEBHOOK_DELIVERIES);
    Page<WebhookDelivery> page =
        webhooks
            .deliveries(request.tenant(), webhookId(request), paging.position(), paging.limit())
            .orElseThrow(WebhookResource::unknown);
    return paging.reply("deliveries", page);
  }

  /** Whatever cannot be one of our ids is not there; no need to ask. */
  private static String webhookId(TenantRequest request) {
    String id = request.path("id").toLowerCase(Locale.ROOT);
    if (!Ids.isId(id)) {
      throw unknown();
    }
    return id;
  }

  private static RefusedException unknown() {
    return new RefusedException(
        ErrorCode.WEBHOOK_NOT_FOUND, "The tenant has no webhook with that id.");
  }
}
