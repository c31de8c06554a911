package io.poshub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.delivery.Progress;
import io.poshub.protocol.EventType;
import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a terminal is sent, in which order, and what it may say. */
class SessionTest {
  private final FrontDoor hub;

  SessionTest() throws Exception {
    this.hub = FrontDoor.open();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void whoKnowsWhereItWasGetsTheRestThenTheMarkThenLiveEvents() throws Exception {
    for (int i = 0; i < 5; i++) {
      hub.streams.append(FrontDoor.TENANT);
    }
    try (RawClient client = hub.socket("?after=2&epoch=e1&terminal=till")) {
      assertThat(client.text())
          .contains("\"terminal\":\"till\"", "\"seq\":5", "\"after\":2", "\"resumed\":true");
      hub.commit();
      List<String> rest = client.until("caught_up");
      assertThat(rest.subList(0, 3)).allMatch(text -> text.startsWith("{\"type\":\"new_order\""));
      for (int i = 0; i < rest.size() - 1; i++) {
        assertThat(rest.get(i)).contains("\"seq\":" + (i + 3) + ",");
      }
      if (rest.size() == 4) {
        assertThat(client.text()).contains("\"seq\":6,");
      }
      hub.commit();
      assertThat(client.text())
          .isEqualTo(
              "{\"type\":\"new_order\",\"id\":\"id-7\",\"seq\":7,\"tenant\":\"kitchen\","
                  + "\"time\":\"2026-01-01T12:00:00.000Z\",\"data\":{}}");
    }
  }

  @Test
  void aPositionThatCannotBeContinuedIsAResetAndThenLive() throws Exception {
    for (int i = 0; i < 5; i++) {
      hub.streams.append(FrontDoor.TENANT);
    }
    hub.streams.prune(FrontDoor.TENANT, 3);
    for (String query : List.of("?after=9", "?after=0&epoch=old", "?after=1", "?after=2")) {
      try (RawClient client = hub.socket(query)) {
        List<String> frames = client.until("caught_up");
        assertThat(frames).as(query).hasSize(3);
        assertThat(frames.get(0)).contains("\"resumed\":false", "\"after\":5", "\"seq\":5");
        assertThat(frames.get(1))
            .isEqualTo(
                "{\"type\":\"reset\",\"epoch\":\"e1\",\"seq\":5,"
                    + "\"snapshot\":\"/api/kitchen/orders/pending\"}");
        assertThat(frames.get(2)).isEqualTo("{\"type\":\"caught_up\",\"seq\":5}");
      }
    }
    try (RawClient client = hub.socket("?after=3")) {
      assertThat(client.until("caught_up")).hasSize(4);
    }
  }

  @Test
  void aPositionAheadOfWhatThisNodeKnowsIsBelievedIfTheStoreHasIt() throws Exception {
    try (RawClient here = hub.liveSocket("")) {
      for (int i = 0; i < 4; i++) {
        hub.streams.append(FrontDoor.TENANT);
      }
      try (RawClient roaming = hub.socket("?after=3")) {
        assertThat(roaming.until("caught_up").get(1)).contains("\"seq\":4,");
      }
      assertThat(here.until("\"seq\":4,")).hasSize(4);
    }
  }

  @Test
  void whatCameFromTheStoreMayBeAcknowledgedBeforeThisNodeIsToldOfIt() throws Exception {
    for (int i = 0; i < 3; i++) {
      hub.streams.append(FrontDoor.TENANT);
    }
    try (RawClient here = hub.liveSocket("")) {
      // Another node writes two more; nobody has told this one.
      hub.streams.append(FrontDoor.TENANT);
      hub.streams.append(FrontDoor.TENANT);
      try (RawClient behind = hub.socket("?after=0&terminal=behind")) {
        behind.until("\"seq\":5,");
        behind.ack(5);
        acked("behind", 5);
        behind.ack(6);
        assertThat(behind.closeCode()).isEqualTo(4400);
      }
      assertThat(here).isNotNull();
    }
  }

  @Test
  void whatAnotherNodeHasToldMayBeAcknowledgedBeforeThisNodeHearsOfIt() throws Exception {
    try (RawClient client = hub.liveSocket("?terminal=roaming")) {
      hub.streams.append(FrontDoor.TENANT);
      hub.streams.append(FrontDoor.TENANT);
      client.ack(1).ack(2);
      acked("roaming", 2);
      client.ack(3);
      assertThat(client.closeCode()).isEqualTo(4400);
    }
  }

  @Test
  void aDoubtThatCannotBeSettledEndsNoSocket() throws Exception {
    try (RawClient client = hub.liveSocket("?terminal=doubted")) {
      hub.streams.append(FrontDoor.TENANT);
      hub.streams.fails(true);
      client.ack(1);
      Eventually.holds("the store was asked", () -> !hub.streams.reads().isEmpty());
      hub.streams.fails(false);
      hub.commit();
      assertThat(client.until("\"seq\":2,")).hasSize(2);
      client.ack(2);
      acked("doubted", 2);
    }
  }

  @Test
  void aTerminalContinuesAfterItsLastAckOrWhereItFirstCame() throws Exception {
    hub.streams.append(FrontDoor.TENANT);
    try (RawClient first = hub.socket("?terminal=till")) {
      assertThat(first.until("caught_up").getFirst()).contains("\"resumed\":false", "\"after\":1");
    }
    hub.streams.append(FrontDoor.TENANT);
    hub.fanOut.lookAtHeads();
    try (RawClient again = hub.socket("?terminal=till")) {
      List<String> frames = again.until("caught_up");
      assertThat(frames.getFirst()).contains("\"resumed\":true", "\"after\":1");
      assertThat(frames).hasSize(3);
      again.ack(2).ack(1).ack(2);
      acked("till", 2);
    }
    // Not written down yet, but known.
    try (RawClient again = hub.socket("?terminal=till")) {
      assertThat(again.text()).contains("\"resumed\":true", "\"after\":2");
    }
    hub.acks.flush();
    assertThat(hub.terminals.find(FrontDoor.TENANT, "till").orElseThrow().ackedSeq()).isEqualTo(2);
    hub.streams.rebuild(FrontDoor.TENANT, "e2", 7);
    hub.fanOut.lookAtHeads();
    try (RawClient again = hub.socket("?terminal=till")) {
      List<String> frames = again.until("caught_up");
      assertThat(frames.get(0)).contains("\"epoch\":\"e2\"", "\"resumed\":false", "\"after\":7");
      assertThat(frames.get(1)).contains("\"type\":\"reset\"", "\"seq\":7");
    }
  }

  @Test
  void aReconnectWhoseGapIsInMemoryAsksTheStoreForNoEvent() throws Exception {
    try (RawClient client = hub.liveSocket("?terminal=till")) {
      hub.commit();
      client.text();
    }
    Eventually.holds("the socket is gone", () -> hub.registry.count() == 0);
    hub.commit();
    hub.commit();
    int readsBefore = hub.streams.reads().size();
    // On both loops: whichever takes the connection has the frames.
    for (int i = 0; i < 4; i++) {
      try (RawClient client = hub.socket("?after=1&epoch=e1")) {
        assertThat(client.until("caught_up")).hasSize(4);
      }
    }
    assertThat(hub.streams.reads()).hasSize(readsBefore);
  }

  @Test
  void aTerminalThatComesBackSoonCostsNoReadAndOneWriteForAll() throws Exception {
    try (RawClient first = hub.liveSocket("?terminal=soon")) {
      hub.commit();
      first.text();
      first.ack(1);
      acked("soon", 1);
    }
    Eventually.holds("the socket is gone", () -> hub.registry.count() == 0);
    hub.acks.flush();
    int readsBefore = hub.terminals.reads.get();
    int writesBefore = hub.terminals.writes.get();
    for (int i = 0; i < 4; i++) {
      try (RawClient again = hub.socket("?terminal=soon")) {
        assertThat(again.text()).contains("\"resumed\":true", "\"after\":1");
      }
    }
    assertThat(hub.terminals.reads).hasValue(readsBefore);
    assertThat(hub.terminals.writes).hasValue(writesBefore);
    hub.advance(Duration.ofSeconds(3));
    try (RawClient again = hub.socket("?terminal=soon")) {
      assertThat(again.text()).contains("\"resumed\":true");
      hub.visits.flush();
    }
    assertThat(hub.terminals.writes).hasValue(writesBefore + 1);
    assertThat(hub.terminals.find(FrontDoor.TENANT, "soon").orElseThrow().connectedAt())
        .isEqualTo(hub.clock.instant());
  }

  @Test
  void amongSeveralNodesTheStoreIsAskedWhereATerminalWas() throws Exception {
    hub.alone = false;
    try (RawClient first = hub.liveSocket("?terminal=roams")) {
      hub.commit();
      first.text();
      first.ack(1);
      acked("roams", 1);
    }
    hub.acks.flush();
    hub.commit();
    // Another node heard its next acknowledgement.
    hub.terminals.record(
        List.of(
            new Progress(
                FrontDoor.TENANT,
                "e1",
                Map.of("roams", new Progress.Acked(2, true)),
                List.of(),
                hub.clock.instant())));
    try (RawClient again = hub.socket("?terminal=roams")) {
      assertThat(again.text()).contains("\"resumed\":true", "\"after\":2");
    }
  }

  @Test
  void aFilterLeavesEventsOutLiveAndMissedAndAcksCoverThem() throws Exception {
    hub.streams.append(FrontDoor.TENANT, EventType.LOYALTY_UPDATED, "{}");
    hub.streams.append(FrontDoor.TENANT, EventType.NEW_ORDER, "{}");
    try (RawClient client = hub.socket("?after=0&terminal=f&events=loyalty_updated,mode_changed")) {
      List<String> frames = client.until("caught_up");
      assertThat(frames).hasSize(3);
      assertThat(frames.get(1)).contains("loyalty_updated", "\"seq\":1,");
      assertThat(frames.get(2)).contains("\"seq\":2");
      hub.commit(EventType.NEW_ORDER, "{}");
      hub.commit(EventType.MODE_CHANGED, "{}");
      hub.commit(EventType.NEW_ORDER, "{}");
      assertThat(client.text()).contains("mode_changed", "\"seq\":4,");
      client.ack(5);
      acked("f", 5);
    }
  }

  @Test
  void anAckOfWhatDoesNotExistEndsTheSocketWithOrWithoutATerminal() throws Exception {
    hub.streams.append(FrontDoor.TENANT);
    for (String query : List.of("", "?terminal=till")) {
      try (RawClient client = hub.liveSocket(query)) {
        client.ack(1).ack(2);
        assertThat(client.closeCode()).isEqualTo(4400);
      }
    }
    assertThat(hub.counted("hub_closes_total", "code", "4400")).isEqualTo(2);
  }

  @Test
  void anythingButAckAndPongEndsTheSocket() throws Exception {
    for (String text :
        List.of("", "{}", "hello", "{\"type\":\"ack\"}", "{\"type\":\"ack\",\"seq\":-1}", "[]")) {
      try (RawClient client = hub.liveSocket("")) {
        client.sendText("{\"type\":\"pong\"}").sendText(text);
        assertThat(client.closeCode()).as(text).isEqualTo(4400);
      }
    }
  }

  @Test
  void theSameTerminalAgainEndsTheOlderSocketAndNoEventFallsBetween() throws Exception {
    hub.streams.append(FrontDoor.TENANT);
    try (RawClient older = hub.liveSocket("?terminal=till&after=0")) {
      older.ack(1);
      acked("till", 1);
      try (RawClient newer = hub.liveSocket("?terminal=till")) {
        assertThat(older.closeCode()).isEqualTo(4409);
        hub.commit();
        assertThat(newer.text()).contains("\"seq\":2,");
        assertThat(hub.registry.live(FrontDoor.TENANT)).hasSize(1);
      }
    }
  }

  @Test
  void aRevokedKeyEndsItsSocketsAndNoOthers() throws Exception {
    hub.issue("second", FrontDoor.known(FrontDoor.TENANT, "k2", null));
    try (RawClient revoked = hub.liveSocket("");
        RawClient other = hub.client()) {
      other.upgrade(FrontDoor.TENANT, "", "second");
      other.until("caught_up");
      hub.registry.closeByKey("k1");
      assertThat(revoked.closeCode()).isEqualTo(4401);
      hub.commit();
      assertThat(other.text()).contains("new_order");
      hub.registry.closeByTenant(FrontDoor.TENANT);
      assertThat(other.closeCode()).isEqualTo(4403);
    }
  }

  @Test
  void aKeyRevokedWhileItsSocketIsBeingOpenedEndsItAsWell() throws Exception {
    for (int i = 0; i < 3; i++) {
      hub.streams.append(FrontDoor.TENANT);
    }
    // Admission must look into the store for this position, and waits there.
    var reads = hub.streams.holdReads();
    try (RawClient client = hub.client()) {
      client.sendUpgrade(FrontDoor.TENANT, "?after=0", "X-API-Key: " + FrontDoor.KEY);
      Eventually.holds("admission waits", () -> !hub.streams.reads().isEmpty());
      hub.registry.closeByKey("k1");
      reads.release(100);
      assertThat(client.answer().status()).isEqualTo(101);
      assertThat(client.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void aHubThatDrainsTellsEverybodyWhenToComeBack() throws Exception {
    try (RawClient one = hub.liveSocket("");
        RawClient two = hub.liveSocket("?terminal=till")) {
      hub.registry.drain();
      for (RawClient client : List.of(one, two)) {
        assertThat(client.text())
            .matches("\\{\"type\":\"reconnect\",\"in_ms\":\\d+,\"reason\":\"draining\"}");
        assertThat(client.closeCode()).isEqualTo(1012);
      }
      Eventually.holds("all are gone", () -> hub.registry.count() == 0);
      // One that was let in just before is sent away as well.
      try (RawClient late = hub.socket("")) {
        late.until("reconnect");
        assertThat(late.closeCode()).isEqualTo(1012);
      }
    }
  }

  @Test
  void aRebuiltStreamSendsItsTerminalsThroughTheirStartAgain() throws Exception {
    try (RawClient client = hub.liveSocket("?terminal=till")) {
      hub.streams.rebuild(FrontDoor.TENANT, "e2", 3);
      hub.fanOut.lookAtHeads();
      assertThat(client.closeCode()).isEqualTo(1012);
    }
  }

  @Test
  void theListOfSocketsShowsWhoIsThere() throws Exception {
    hub.streams.append(FrontDoor.TENANT);
    try (RawClient client = hub.client()) {
      client.sendUpgrade(
          FrontDoor.TENANT,
          "?terminal=till&after=0",
          "X-API-Key: " + FrontDoor.KEY,
          "X-Client: " + "c".repeat(300));
      client.answer();
      client.until("caught_up");
      client.ack(1);
      acked("till", 1);
      assertThat(hub.registry.socketsByTenant()).containsEntry(FrontDoor.TENANT, 1);
      var live = hub.registry.live(FrontDoor.TENANT).getFirst();
      assertThat(live.terminal()).isEqualTo("till");
      assertThat(live.remote()).isEqualTo("127.0.0.1");
      assertThat(live.client()).hasSize(200);
    }
    Eventually.holds("gone", () -> hub.registry.live(FrontDoor.TENANT).isEmpty());
    assertThat(hub.counted("hub_closes_total", "code", "1006")).isEqualTo(1);
  }

  private void acked(String terminal, long seq) throws Exception {
    Eventually.holds(
        "an ack",
        () ->
            hub.registry.live(FrontDoor.TENANT).stream()
                .anyMatch(live ->
                    terminal.equals(live.terminal()) && Long.valueOf(seq).equals(live.ackedSeq())));
  }
}
