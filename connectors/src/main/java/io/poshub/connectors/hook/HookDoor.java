package io.poshub.connectors.hook;

import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.job.JobQueue;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopLinks;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.woo.HookSignature;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Takes in what shops' webhooks bring: the answer comes after the commit, so nothing that was
 * answered well is lost. Virtual threads.
 */
public final class HookDoor {
  private static final String PING = "webhook_id=";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int PING_MAX_BYTES = 64;

  private final ShopLinks links;
  private final Tenants tenants;
  private final Intake intake;
  private final JobQueue jobs;
  private final ShopListener listener;

  public HookDoor(
      ShopLinks links, Tenants tenants, Intake intake, JobQueue jobs, ShopListener listener) {
    this.links = links;
    this.tenants = tenants;
    this.intake = intake;
    this.jobs = jobs;
    this.listener = listener;
  }

  public HookAnswer receive(String slug, HookCall call) {
    HookAnswer answer = answer(slug, call);
    listener.onWebhook(answer.name().toLowerCase(java.util.Locale.ROOT));
    return answer;
  }

  private HookAnswer answer(String slug, HookCall call) {
    Optional<Tenant> tenant = tenants.find(slug).filter(Tenant::active);
    Optional<ShopLink> link = tenant.flatMap(found -> links.find(found.slug()));
    if (link.isEmpty()) {
      return HookAnswer.UNKNOWN;
    }
    if (isPing(call)) {
      return HookAnswer.ACCEPTED;
    }
    if (!HookSignature.isRight(link.get().hookSecret(), call.body(), call.signature())) {
      return HookAnswer.WRONG_SIGNATURE;
    }
    return take(tenant.orElseThrow(), link.get(), call);
  }

  /** A shop that makes a webhook looks whether somebody is there; that is not signed. */
  private static boolean isPing(HookCall call) {
    return call.signature() == null
        && call.contentType() != null
        && call.contentType().startsWith(FORM)
        && call.body().length <= PING_MAX_BYTES
        && new String(call.body(), StandardCharsets.US_ASCII).startsWith(PING);
  }

  private HookAnswer take(Tenant tenant, ShopLink link, HookCall call) {
    JsonValue json;
    try {
      json = Json.parse(call.body());
    } catch (MalformedJsonException e) {
      return HookAnswer.UNREADABLE;
    }
    if (!(json instanceof JsonValue.Obj body)
        || !(body.members().get("id") instanceof JsonValue.Num(String id))
        || !id.matches("[1-9]\\d{0,18}")) {
      // An order that was gone when its message was sent is told of as an error without an id.
      return HookAnswer.ACCEPTED;
    }
    Optional<WooOrder> order = WooOrder.read(body);
    if (order.isPresent()) {
      Lanes.await(
          intake.pushed(
              tenant, link, order.get(), new String(call.body(), StandardCharsets.UTF_8)));
    } else {
      // Only the id: whether it is in the trash, gone or back by now, the shop knows.
      jobs.askFor(tenant, id);
    }
    return HookAnswer.ACCEPTED;
  }
}
