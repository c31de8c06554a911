package io.poshub.fakeshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the fake counts failures and pings, compared with recordings where they are at hand. */
class RecordedFailuresTest extends WithRecordedHooks {
  RecordedFailuresTest() throws IOException {}

  @Test
  void pingsAreTheRecordedOnes() throws IOException, MalformedJsonException {
    List<String> recorded = new ArrayList<>();
    for (String topic : HookBench.TOPICS) {
      Recording ping = recording("webhooks/ping-" + topic.replace('.', '-'));
      recorded.add(
          RecordedDelivery.body(
              RecordedDelivery.items(ping.json().members().get("deliveries")).getFirst()));
    }
    assertThat(bench.seen).containsExactlyInAnyOrderElementsOf(recorded);
    bench.seen.clear();

    bench.call("PUT", "/webhooks/1", "{\"delivery_url\":\"" + bench.listenerUrl("/other") + "\"}");

    assertThat(bench.seen).containsExactly("webhook_id=1");
  }

  @Test
  void theAnswersCountAsTheyDidAtTheRealShop() throws IOException, MalformedJsonException {
    long id = bench.place("processing");
    bench.shop.takeDeliveries();
    int compared = 0;
    for (JsonValue.Obj result : parts("webhooks/answer-codes", "results")) {
      String code = Recording.text(result, "listenerAnswered");
      if (code.matches("\\d+")) {
        bench.answer.set(500);
        deliver(id, 3);
        bench.answer.set(Integer.parseInt(code));
        deliver(id, 1);
        assertThat(bench.shop.hooks().failures(2))
            .as(code)
            .isEqualTo(number(result, "failureCountAfter"));
        bench.answer.set(200);
        deliver(id, 1);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void theSeventhFailureDisablesAndOnlyASuccessForgives()
      throws IOException, MalformedJsonException {
    long id = bench.place("processing");
    bench.shop.takeDeliveries();
    bench.answer.set(500);
    for (JsonValue.Obj step : parts("webhooks/failures-until-disabled", "steps").subList(0, 9)) {
      bench.seen.clear();
      deliver(id, 1);
      assertThat(bench.seen).hasSize(number(step, "deliveriesSeen"));
      assertThat(bench.shop.hooks().failures(2)).isEqualTo(number(step, "failureCountInDatabase"));
      assertThat(hookStatus()).isEqualTo(Recording.text(step, "webhookStatusByRest"));
    }

    bench.seen.clear();
    bench.call("PUT", "/webhooks/2", "{\"status\":\"active\"}");
    bench.shop.runQueue();
    assertThat(bench.seen).isEmpty();
    assertThat(bench.shop.hooks().failures(2)).isEqualTo(6);
    deliver(id, 1);
    assertThat(hookStatus())
        .isEqualTo(
            Recording.text(
                parts("webhooks/reenabled-then-one-failure", "steps").getFirst(),
                "webhookStatusByRest"));
    bench.call("PUT", "/webhooks/2", "{\"status\":\"active\"}");
    bench.answer.set(200);
    deliver(id, 1);
    assertThat(bench.shop.hooks().failures(2)).isZero();
  }

  private void deliver(long id, int times) {
    for (int i = 0; i < times; i++) {
      bench.shop.setStatus(id, "completed");
      bench.shop.runQueue();
    }
  }

  private String hookStatus() throws IOException {
    return Recording.text(bench.call("GET", "/webhooks/2", ""), "status");
  }

  private static List<JsonValue.Obj> parts(String name, String member)
      throws IOException, MalformedJsonException {
    Recording recording = recording(name);
    return RecordedDelivery.items(recording.json().members().get(member)).stream()
        .map(JsonValue.Obj.class::cast)
        .toList();
  }

  private static int number(JsonValue.Obj root, String name) {
    return root.members().get(name) instanceof JsonValue.Num(String raw)
        ? Integer.parseInt(raw)
        : -1;
  }
}
