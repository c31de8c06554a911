package io.poshub.rest.idempotency;

import io.poshub.engine.idempotency.Answer;
import io.poshub.engine.idempotency.PastCall;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.json.RawJson;
import io.poshub.rest.call.PercentText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A past call as it is told. Ledger rows and events name the keys of other people's calls, and a
 * call may hold the code of a card, which is money: whoever did not make it gets it without.
 */
record ShownCall(
    String idempotencyKey,
    String method,
    String path,
    int status,
    RawJson body,
    Instant createdAt) {
  private static final String MASK = "****";
  private static final String CARDS = "gift-cards";

  /** In {@code /api/{tenant}/gift-cards/{card}}, cut at its slashes. */
  private static final int CARDS_AT = 3;

  private static final int CARD_AT = 4;
  private static final int FIRST_ERROR_STATUS = 400;

  /** All of it. */
  static ShownCall toItsCaller(PastCall call) {
    return of(call, call.path(), new String(call.answer().body(), StandardCharsets.UTF_8));
  }

  /** What it did, and no card's code. */
  static ShownCall toOthers(PastCall call) {
    String path = masked(call.path());
    return of(call, path, Json.write(masked(call.answer(), path)));
  }

  private static ShownCall of(PastCall call, String path, String body) {
    return new ShownCall(
        call.key().value(),
        call.method(),
        path,
        call.answer().status(),
        () -> body,
        call.createdAt());
  }

  /** The path may be escaped in ways of its caller's own. */
  private static String masked(String path) {
    String[] segments = path.split("/", -1);
    if (segments.length > CARD_AT
        && CARDS.equals(PercentText.ofPathSegment(segments[CARDS_AT]).orElse(CARDS))
        && !Ids.isId(segments[CARD_AT])) {
      segments[CARD_AT] = MASK;
    }
    return String.join("/", segments);
  }

  private static JsonValue masked(Answer answer, String path) {
    JsonValue body = parsed(answer);
    if (!(body instanceof JsonValue.Obj object)) {
      return body;
    }
    if (answer.status() >= FIRST_ERROR_STATUS) {
      return object.with("instance", new JsonValue.Text(path));
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.remove("code");
    return new JsonValue.Obj(members);
  }

  private static JsonValue parsed(Answer answer) {
    try {
      return Json.parse(answer.body());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a kept answer is not JSON", e);
    }
  }
}
