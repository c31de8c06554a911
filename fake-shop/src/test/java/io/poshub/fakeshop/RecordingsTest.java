package io.poshub.fakeshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares the fake shop with recordings of real ones, where they are at hand: status, headers and
 * the whole body of each recorded call. What is left out is counted with its reason.
 */
class RecordingsTest {
  private int compared;
  private final Map<String, Integer> leftOut = new TreeMap<>();

  @BeforeEach
  void recordingsAreAtHand() {
    assumeTrue(Files.isDirectory(Recording.ROOT), "no recordings at hand");
  }

  @Test
  void aNewShopAnswersAsTheRealOneDid() throws IOException, MalformedJsonException {
    assertThat(differences("|webhooks", ShopProfile.CURRENT)).isEmpty();
    assertThat(compared).isGreaterThan(200);
  }

  @Test
  void aShopWithOrdersAmongThePostsAnswersAsTheRealOneDid()
      throws IOException, MalformedJsonException {
    assertThat(differences("legacy-posts-store", ShopProfile.POSTS)).isEmpty();
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void anOldShopAnswersAsTheRealOneDid() throws IOException, MalformedJsonException {
    assertThat(differences("v8.1.1-posts-store", ShopProfile.OLD)).isEmpty();
    assertThat(compared).isGreaterThan(30);
  }

  private List<String> differences(String folders, ShopProfile profile)
      throws IOException, MalformedJsonException {
    List<Recording> recordings =
        Recording.all(Recording.ROOT).stream()
            .filter(one -> one.folder().matches(folders))
            .toList();
    RecordedOrders orders = new RecordedOrders();
    orders.learn(recordings);
    List<String> differences = new ArrayList<>();
    for (String zone : List.of("Europe/London", "Pacific/Auckland")) {
      TestClock clock = TestClock.at("2026-11-21T03:00:00Z");
      try (FakeShop shop = FakeShop.start(profile, ZoneId.of(zone), clock, false);
          Replay replay = new Replay(shop, clock, orders)) {
        for (Recording one : recordings) {
          if (!one.isCall()) {
            replay.delivered(one);
          } else if (zone.equals(one.zone())) {
            compare(replay, one, differences);
          }
        }
      }
    }
    System.out.println(profile + ": " + compared + " calls compared, left out: " + leftOut);
    return differences;
  }

  private void compare(Replay replay, Recording one, List<String> differences) throws IOException {
    String reason = LeftOut.reason(one);
    if (reason != null) {
      leftOut.merge(reason, 1, Integer::sum);
      return;
    }
    compared++;
    List<String> found = replay.differences(one);
    if (!found.isEmpty()) {
      differences.add(one + ": " + String.join("; ", found));
    }
  }
}
