package io.poshub.connectors.fakeshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the fake shop with recordings of real ones, where they are at hand. */
class RecordingsTest {
  private static final int MIN_COMPARED = 100;

  private static final Path RECORDINGS =
      Path.of(System.getProperty("hub.test.recordings", "recordings"));

  @Test
  void theFakeAnswersAsTheRealOnesDid() throws IOException, MalformedJsonException {
    assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at hand");
    List<JsonValue.Obj> recorded = recordings();

    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (String zone : List.of("Europe/London", "Pacific/Auckland")) {
      try (FakeShop shop =
              FakeShop.start(
                  ShopProfile.CURRENT,
                  ZoneId.of(zone),
                  TestClock.at("2026-11-21T03:40:00Z"),
                  false);
          Replay replay = new Replay(shop)) {
        replay.learn(RECORDINGS);
        for (JsonValue.Obj one : recorded) {
          if (zone.equals(text(one, "site_timezone"))) {
            Replay.Outcome outcome = replay.compare(text(one, "case") + ".json", one);
            compared += outcome.compared() ? 1 : 0;
            outcome.difference().ifPresent(differences::add);
          }
        }
      }
    }

    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(MIN_COMPARED);
  }

  /** In the order they were made, because each changed the store for the next. */
  private static List<JsonValue.Obj> recordings() throws IOException, MalformedJsonException {
    List<JsonValue.Obj> recorded = new ArrayList<>();
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        if (!file.endsWith("index.json")
            && Json.parse(Files.readString(file)) instanceof JsonValue.Obj one) {
          recorded.add(one);
        }
      }
    }
    recorded.sort(
        Comparator.comparing(RecordingsTest::madeAt).thenComparingInt(RecordingsTest::step));
    return recorded;
  }

  private static ZonedDateTime madeAt(JsonValue.Obj recorded) {
    return recorded.members().get("response") instanceof JsonValue.Obj response
            && response.members().get("headers") instanceof JsonValue.Obj headers
        ? ZonedDateTime.parse(text(headers, "Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
        : ZonedDateTime.parse("2026-11-21T00:00:00Z");
  }

  /** Within a second the names tell: an order goes to the trash, is looked at, is deleted. */
  private static int step(JsonValue.Obj recorded) {
    List<String> steps =
        List.of("-to-trash", "-trashed-get", "-delete-again", "-put-status", "-force", "-deleted");
    String name = text(recorded, "case");
    int step = 0;
    for (int i = 0; i < steps.size(); i++) {
      step = name.startsWith("order-") && name.contains(steps.get(i)) ? i + 1 : step;
    }
    return name.endsWith("-then-get") ? steps.size() + 1 : step;
  }

  private static String text(JsonValue.Obj object, String name) {
    return object.members().get(name) instanceof JsonValue.Text(String text) ? text : "";
  }
}
