package io.poshub.connectors.hook;

import io.poshub.connectors.intake.Intake;
import io.poshub.connectors.job.JobQueue;
import io.poshub.connectors.link.RecentLinks;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.woo.HookSignature;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes in what shops' webhooks bring: the answer comes after the commit, so nothing that was
 * answered well is lost. Virtual threads.
 */
public final class HookDoor {
  private static final String PING = "webhook_id=";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int PING_MAX_BYTES = 64;

  /** A shop waits a few seconds; the hub's own promise is one. */
  private static final Duration ANSWER_WAIT = Duration.ofMillis(900);

  private final RecentLinks links;
  private final Tenants tenants;
  private final Intake intake;
  private final JobQueue jobs;
  private final ForgeryLimit forgeries;
  private final ShopListener listener;

  public HookDoor(
      RecentLinks links,
      Tenants tenants,
      Intake intake,
      JobQueue jobs,
      InstantSource clock,
      ShopListener listener) {
    this.links = links;
    this.tenants = tenants;
    this.intake = intake;
    this.jobs = jobs;
    this.forgeries = new ForgeryLimit(clock);
    this.listener = listener;
  }

  public HookAnswer receive(String slug, HookCall call) {
    HookAnswer answer = answer(slug, call);
    listener.onWebhook(answer.name().toLowerCase(java.util.Locale.ROOT));
    return answer;
  }

  private HookAnswer answer(String slug, HookCall call) {
    RecentLinks.Read read = links.find(slug);
    if (read.isNothing()) {
      read = links.doubted(slug);
    }
    // Tenants are asked for only if they have a shop: made-up names cost no question each.
    Optional<Tenant> tenant =
        read.isNothing() ? Optional.empty() : tenants.find(slug).filter(Tenant::active);
    if (tenant.isEmpty()) {
      return HookAnswer.UNKNOWN;
    }
    if (read.link() != null && isPing(call)) {
      return HookAnswer.ACCEPTED;
    }
    boolean signed = isSigned(read, call);
    if (!signed) {
      // Another node may just have connected the shop anew.
      RecentLinks.Read again = links.doubted(slug);
      signed = !again.equals(read) && isSigned(again, call);
      read = again;
    }
    if (read.link() == null) {
      return read.locked() ? HookAnswer.LOCKED : HookAnswer.UNKNOWN;
    }
    if (signed) {
      return take(tenant.get(), read.link(), call);
    }
    return forgeries.allows(slug, call.remote())
        ? HookAnswer.WRONG_SIGNATURE
        : HookAnswer.TOO_MANY_FORGED;
  }

  private static boolean isSigned(RecentLinks.Read read, HookCall call) {
    return read.link() != null
        && HookSignature.isRight(read.link().hookSecret(), call.body(), call.signature());
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
      json = Json.parseForeign(call.body());
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
      await(
          intake.pushed(
              tenant, link, order.get(), new String(call.body(), StandardCharsets.UTF_8)));
    } else {
      // Only the id: whether it is in the trash, gone or back by now, the shop knows.
      await(jobs.askFor(tenant, link.shop().externalId(id)));
    }
    return HookAnswer.ACCEPTED;
  }

  /**
   * Waits for the commit. What takes too long may still come to it: the shop is told that it
   * failed, and the next sweep finds nothing missing.
   */
  private static <T> void await(CompletableFuture<T> stored) {
    Lanes.await(
        stored
            .orTimeout(ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionallyCompose(failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException
                        ? new LaneException(ErrorCode.UNAVAILABLE, failure)
                        : failure)));
  }
}
