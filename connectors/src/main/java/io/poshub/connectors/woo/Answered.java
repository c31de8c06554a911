package io.poshub.connectors.woo;

import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import java.util.List;

/** Takes a shop's answer as what was asked for, or fails. Any thread. */
public final class Answered {
  private Answered() {}

  public static WooAnswer.Ok ok(WooAnswer answer) throws ShopException {
    return switch (answer) {
      case WooAnswer.Ok ok -> ok;
      case WooAnswer.Unavailable(String reason, Duration retryAfter) ->
          throw new ShopException(reason, retryAfter);
      case WooAnswer.NoAccess(int status, String code) ->
          throw new ShopException("the shop refuses the key: " + status + " " + code, null);
      case WooAnswer.Rejected(int status, String code) ->
          throw new ShopException("the shop refuses the question: " + status + " " + code, null);
      case WooAnswer.Gone _ -> throw new ShopException("the shop has no such thing", null);
      case WooAnswer.TargetRefused _ ->
          throw new ShopException("the shop's name leads where nothing is sent", null);
    };
  }

  public static List<JsonValue> list(WooAnswer answer) throws ShopException {
    if (ok(answer).body() instanceof JsonValue.Arr(List<JsonValue> items)) {
      return items;
    }
    throw new ShopException("the shop's answer is not a list", null);
  }
}
