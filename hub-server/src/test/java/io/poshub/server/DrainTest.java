package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.JsonValue;
import io.poshub.server.front.RawClient;
import io.poshub.testing.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A hub that is told to stop while tills are at work. */
class DrainTest {
  private static final int TILLS = 12;

  /** Calls that are answered before the hub is stopped, so that all tills are in full swing. */
  private static final int WARM_UP_CALLS = 60;

  @Test
  void noDeductionIsMadeWithoutItsAnswerWhenTheHubStops() throws Exception {
    try (RunningHub hub = RunningHub.start()) {
      Map<String, String> keys = hub.newTenant("drained");
      String platform = keys.getOrDefault("platform", "");
      assertThat(
              hub.call(
                      "drained",
                      platform,
                      "POST",
                      "/gift-cards",
                      "{\"amount\":\"5000.00\",\"code\":\"DRAINCARD1\"}")
                  .status())
          .isEqualTo(201);
      int port = hub.uri("/").getPort();
      AtomicInteger answered = new AtomicInteger();
      List<Future<?>> tills = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < TILLS; i++) {
          tills.add(threads.submit(() -> deductUntilStopped(port, keys, answered)));
        }
        Eventually.holds("the tills are at work", () -> answered.get() > WARM_UP_CALLS);
        hub.stop();
      }
      for (Future<?> till : tills) {
        till.get();
      }
      hub.restart();
      JsonValue balance =
          hub.call("drained", platform, "GET", "/gift-cards/DRAINCARD1/balance", null)
              .at("balance");
      assertThat(balance).isEqualTo(new JsonValue.Text((5_000 - answered.get()) + ".00"));
    }
  }

  /** One till: one connection after the other, one call after the other, until nobody listens. */
  private static void deductUntilStopped(
      int port, Map<String, String> keys, AtomicInteger answered) {
    while (true) {
      try (RawClient client = new RawClient(port, 0)) {
        RawClient.Answer answer;
        do {
          client.send(deduction(keys.getOrDefault("terminal", "")));
          answer = client.answer();
          assertThat(answer.status()).isEqualTo(200);
          answered.incrementAndGet();
        } while (!answer.header("Connection").equalsIgnoreCase("close"));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static byte[] deduction(String key) {
    String body = "{\"amount\":\"1.00\"}";
    return ("POST /api/drained/gift-cards/DRAINCARD1/deduct HTTP/1.1\r\nHost: hub\r\nX-API-Key: "
            + key
            + "\r\nX-Tenant-ID: drained\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
