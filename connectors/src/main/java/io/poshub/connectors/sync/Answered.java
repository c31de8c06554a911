package io.poshub.connectors.sync;

import io.poshub.connectors.woo.WooAnswer;
import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import java.util.List;

/** Takes a shop's answer for what a sweep needs, or ends the sweep. Any thread. */
final class Answered {
  private Answered() {}

  static WooAnswer.Ok ok(WooAnswer answer) throws SweepException {
    return switch (answer) {
      case WooAnswer.Ok ok -> ok;
      case WooAnswer.Unavailable(String reason, Duration retryAfter) ->
          throw new SweepException(reason, retryAfter);
      case WooAnswer.NoAccess(int status, String code) ->
          throw new SweepException("the shop refuses the key: " + status + " " + code, null);
      case WooAnswer.Rejected(int status, String code) ->
          throw new SweepException("the shop refuses the question: " + status + " " + code, null);
      case WooAnswer.Gone _ -> throw new SweepException("the shop has no such thing", null);
      case WooAnswer.TargetRefused _ ->
          throw new SweepException("the shop's name leads where nothing is sent", null);
    };
  }

  static List<JsonValue> list(WooAnswer answer) throws SweepException {
    if (ok(answer).body() instanceof JsonValue.Arr(List<JsonValue> items)) {
      return items;
    }
    throw new SweepException("the shop's answer is not a list", null);
  }
}
