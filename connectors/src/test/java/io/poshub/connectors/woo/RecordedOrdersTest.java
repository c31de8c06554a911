package io.poshub.connectors.woo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders and deliveries of real shops, where recordings are at hand. */
class RecordedOrdersTest {
  private static final Path RECORDINGS =
      Path.of(System.getProperty("hub.test.recordings", "recordings"));
  private static final int MIN_ORDERS = 50;
  private static final int MIN_DELIVERIES = 30;

  @BeforeEach
  void recordingsAreAtHand() {
    assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at hand");
  }

  @Test
  void everyRecordedOrderAddsUpOrSaysWhyNot() throws IOException, MalformedJsonException {
    int mapped = 0;
    List<String> problems = new ArrayList<>();
    for (JsonValue.Obj order : orders()) {
      Optional<WooOrder> read = WooOrder.read(order);
      if (read.isEmpty()) {
        continue;
      }
      switch (OrderMapping.map(read.get(), "1", SampleTenant.in("GBP"), null)) {
        case Mapping.Mapped _ -> mapped++;
        case Mapping.Unmappable(String problem) -> problems.add(read.get().id() + " " + problem);
      }
    }

    assertThat(mapped).isGreaterThan(MIN_ORDERS);
    assertThat(problems).allMatch(problem -> problem.endsWith("it has no lines"));
  }

  @Test
  void everyRecordedDeliveryIsSignedAsItShouldBe() throws IOException, MalformedJsonException {
    int signed = 0;
    for (JsonValue.Obj recorded : files()) {
      if (recorded.members().get("deliveries") instanceof JsonValue.Arr(List<JsonValue> list)) {
        for (JsonValue delivery : list) {
          signed += isSigned((JsonValue.Obj) delivery) ? 1 : 0;
        }
      }
    }

    assertThat(signed).isGreaterThan(MIN_DELIVERIES);
  }

  private static boolean isSigned(JsonValue.Obj delivery) {
    String signature = header(delivery, "X-WC-Webhook-Signature");
    if (signature.isEmpty()) {
      return false;
    }
    byte[] body = Base64.getDecoder().decode(text(delivery, "bodyBase64"));
    String secret =
        text(delivery, "secret")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    assertThat(HookSignature.isRight(secret, body, signature)).isTrue();
    assertThat(HookSignature.isRight(secret + "x", body, signature)).isFalse();
    return true;
  }

  private static String header(JsonValue.Obj delivery, String name) {
    if (delivery.members().get("headers") instanceof JsonValue.Arr(List<JsonValue> pairs)) {
      for (JsonValue pair : pairs) {
        if (pair instanceof JsonValue.Arr(List<JsonValue> both)
            && both.getFirst().equals(new JsonValue.Text(name))
            && both.getLast() instanceof JsonValue.Text(String value)) {
          return value;
        }
      }
    }
    return "";
  }

  private static String text(JsonValue.Obj object, String name) {
    return object.members().get(name) instanceof JsonValue.Text(String text) ? text : "";
  }

  private static List<JsonValue.Obj> orders() throws IOException, MalformedJsonException {
    List<JsonValue.Obj> orders = new ArrayList<>();
    for (JsonValue.Obj recorded : files()) {
      collect(recorded.members().get("response"), orders);
    }
    return orders;
  }

  private static void collect(@Nullable JsonValue value, List<JsonValue.Obj> orders) {
    switch (value) {
      case JsonValue.Obj order when isOrder(order) -> orders.add(order);
      case JsonValue.Obj other -> other.members().values().forEach(v -> collect(v, orders));
      case JsonValue.Arr(List<JsonValue> items) -> items.forEach(item -> collect(item, orders));
      case null, default -> {}
    }
  }

  private static boolean isOrder(JsonValue.Obj value) {
    return value.members().containsKey("line_items")
        && value.members().containsKey("billing")
        && value.members().containsKey("date_created_gmt")
        && value.members().containsKey("total");
  }

  private static List<JsonValue.Obj> files() throws IOException, MalformedJsonException {
    List<JsonValue.Obj> recorded = new ArrayList<>();
    try (Stream<Path> files = Files.walk(RECORDINGS)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        if (Json.parse(Files.readString(file)) instanceof JsonValue.Obj one) {
          recorded.add(one);
        }
      }
    }
    return recorded;
  }
}
