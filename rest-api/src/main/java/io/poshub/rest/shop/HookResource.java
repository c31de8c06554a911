package io.poshub.rest.shop;

import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.protocol.ErrorCode;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Request;
import java.util.Map;

/**
 * {@code /hooks/{tenant}/woocommerce}: whoever can sign is let in. A shop takes nothing but 200 for
 * a yes to its first knock. Virtual threads.
 */
public final class HookResource {
  private static final String RETRY_AFTER_SECONDS = "60";

  private final ShopConnector shop;

  public HookResource(ShopConnector shop) {
    this.shop = shop;
  }

  public HttpReply receive(Request request) {
    HttpCall call = request.call();
    HookAnswer answer =
        shop.receive(
            request.path("tenant"),
            new HookCall(
                call.header("content-type"),
                call.header("x-wc-webhook-topic"),
                call.header("x-wc-webhook-signature"),
                call.header("x-wc-webhook-id"),
                call.remote(),
                call.body()));
    return switch (answer) {
      case ACCEPTED -> new HttpReply(200, Map.of(), new byte[0]);
      case UNKNOWN -> throw new RefusedException(ErrorCode.NOT_FOUND, "No shop is connected here.");
      case WRONG_SIGNATURE ->
          throw new RefusedException(
              ErrorCode.UNAUTHENTICATED, "The signature is not that of the connected shop.");
      case UNREADABLE ->
          throw new RefusedException(ErrorCode.MALFORMED_JSON, "The body is not JSON.");
      case TOO_MANY_FORGED ->
          throw later(ErrorCode.RATE_LIMITED, "Too many deliveries from there were not signed.");
      case LOCKED ->
          throw later(ErrorCode.UNAVAILABLE, "The hub cannot open the connection with the shop.");
    };
  }

  private static RefusedException later(ErrorCode code, String detail) {
    return new RefusedException(
        Refusal.of(code, detail).withHeader("Retry-After", RETRY_AFTER_SECONDS));
  }
}
