package io.poshub.chaos.shop;

import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.chaos.shop.HubCaller.Call;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the hub and notes what came of it. A writer's thread. */
final class Asking {
  private final Shop shop;

  Asking(Shop shop) {
    this.shop = shop;
  }

  CallEnd call(Call call) throws InterruptedException {
    return shop.caller().call(call);
  }

  /** Calls once, or twice in the same words, and says which id each answer names. */
  Outcome outcome(Call call, Set<String> deserved, boolean twice, String... id)
      throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      CallEnd end = call(call);
      if (!(end instanceof CallEnd.Answered(JsonValue answer))) {
        return failure(end, ids.isEmpty() ? deserved : Set.of());
      }
      ids.add(String.valueOf(JsonText.at(answer, id)));
    }
    return new Outcome.Done(ids);
  }

  static Outcome failure(CallEnd end, Set<String> deserved) {
    return switch (end) {
      case CallEnd.Refused(var refusal, _) -> {
        String code = String.valueOf(refusal.code());
        yield deserved.contains(code)
            ? new Outcome.Refused(code)
            : new Outcome.Wrong(refusal.status() + " " + refusal.line());
      }
      case CallEnd.NeverAnswered(int attempts, String last) ->
          new Outcome.NeverAnswered(attempts, last);
      case CallEnd.Answered(JsonValue answer) -> new Outcome.Wrong(answer.toString());
    };
  }

  void note(Kind kind, String mark, Outcome outcome) {
    shop.log().add(new WriteRecord(kind, mark, outcome));
  }

  /** A POST that may be sent again, because of its key or because of what it names. */
  Call post(String path, Map<String, Object> body, String key) {
    return new Call("POST", api(path), body, key);
  }

  String api(String path) {
    return "/api/" + shop.tenant().slug() + path;
  }
}
