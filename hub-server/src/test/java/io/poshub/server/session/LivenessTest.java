package io.poshub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.EventType;
import io.poshub.server.front.FrontDoor;
import io.poshub.server.front.RawClient;
import io.poshub.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pings, signs of life, and what happens when they stay away; the clock is turned by hand. */
class LivenessTest {
  private final FrontDoor hub;

  LivenessTest() throws Exception {
    this.hub = FrontDoor.open();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void everySocketIsPingedAndItsAnswerMeasured() throws Exception {
    try (RawClient client = hub.liveSocket("?terminal=till")) {
      hub.advance(Duration.ofSeconds(26));
      RawClient.Frame ping = client.frame();
      assertThat(ping.opcode()).isEqualTo(9);
      assertThat(ping.payload()).hasSize(8);
      client.send(RawClient.frame(0x8a, new byte[8]));
      client.send(RawClient.frame(0x8a, ping.payload()));
      Eventually.holds(
          "the round trip is known",
          () -> hub.registry.live(FrontDoor.TENANT).getFirst().rttMillis() != null);
    }
  }

  @Test
  void whoAsksForHeartbeatsAsDataGetsThemBesidePings() throws Exception {
    hub.streams.append(FrontDoor.TENANT);
    try (RawClient client = hub.liveSocket("?heartbeat=data")) {
      hub.advance(Duration.ofSeconds(26));
      assertThat(client.frame().opcode()).isEqualTo(9);
      assertThat(client.text())
          .isEqualTo("{\"type\":\"heartbeat\",\"seq\":1,\"time\":\"2026-01-01T12:00:26.000Z\"}");
    }
  }

  @Test
  void aSocketWithoutASignOfLifeEndsAndOneWithAnyDoesNot() throws Exception {
    try (RawClient dead = hub.liveSocket("");
        RawClient alive = hub.liveSocket("")) {
      hub.advance(Duration.ofSeconds(30));
      // Any byte is a sign of life, also one that is not a frame yet.
      alive.send(new byte[] {(byte) 0x81});
      hub.settled();
      hub.advance(Duration.ofSeconds(6));
      assertThat(dead.closeCode()).isEqualTo(4408);
      hub.commit();
      assertThat(alive.until("new_order")).hasSize(1);
    }
  }

  @Test
  void whoDoesNotAnswerTheCloseFrameIsCutOff() throws Exception {
    try (RawClient client = hub.liveSocket("")) {
      client.ack(99);
      assertThat(client.frame().closeCode()).isEqualTo(4400);
      assertThat(hub.registry.live(FrontDoor.TENANT)).isEmpty();
      assertThat(hub.registry.count()).isEqualTo(1);
      hub.advance(SessionCloser.CLOSE_WAIT.plusSeconds(1));
      assertThat(client.isClosedByServer()).isTrue();
      Eventually.holds("it is gone", () -> hub.registry.count() == 0);
    }
  }

  @Test
  void aKeyThatExpiresEndsItsSocket() throws Exception {
    hub.issue(
        "short", FrontDoor.known(FrontDoor.TENANT, "k2", hub.clock.instant().plusSeconds(10)));
    try (RawClient client = hub.client()) {
      client.upgrade(FrontDoor.TENANT, "", "short");
      client.until("caught_up");
      hub.advance(Duration.ofSeconds(10));
      assertThat(client.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void aSlowReaderCostsLittleMemoryAndEndsOnlyWhenItReadsNothingAtAll() throws Exception {
    String large = "\"" + "x".repeat(4_000) + "\"";
    int events = 10_000;
    try (RawClient slow = new RawClient(hub.port(), 8 * 1024)) {
      slow.upgrade(FrontDoor.TENANT, "?terminal=slow", FrontDoor.KEY);
      slow.until("caught_up");
      for (int i = 0; i < events; i++) {
        hub.commit(EventType.NEW_ORDER, large);
      }
      Eventually.holds(
          "the ring holds its bound",
          () -> {
            double held = hub.gauge("hub_ring_bytes");
            return held > 512 * 1024 && held <= 1024 * 1024;
          });
      // It reads on and finds every event, in order.
      for (int i = 1; i <= events; i++) {
        assertThat(slow.text()).contains("\"seq\":" + i + ",");
      }
    }
  }

  @Test
  void aSocketThatTakesNothingForAMinuteEnds() throws Exception {
    String large = "\"" + "x".repeat(60_000) + "\"";
    try (RawClient stuck = new RawClient(hub.port(), 8 * 1024)) {
      stuck.upgrade(FrontDoor.TENANT, "", FrontDoor.KEY);
      stuck.until("caught_up");
      for (int i = 0; i < 200; i++) {
        hub.commit(EventType.NEW_ORDER, large);
      }
      Eventually.holds(
          "it ends",
          () -> {
            // A sign of life keeps it from ending for another reason.
            stuck.send(RawClient.frame(0x8a, new byte[0]));
            hub.advance(Duration.ofSeconds(1));
            hub.settled();
            return hub.counted("hub_closes_total", "code", "4410") == 1;
          });
      assertThat(hub.counted("hub_closes_total", "code", "4408")).isZero();
    }
  }

  @Test
  void aSocketWhosePagesDoNotComeForAMinuteEnds() throws Exception {
    for (int i = 0; i < 5; i++) {
      hub.streams.append(FrontDoor.TENANT);
    }
    try (RawClient client = hub.socket("?after=5")) {
      client.until("caught_up");
      Semaphore reads = hub.streams.holdReads();
      for (int i = 0; i < 5; i++) {
        hub.streams.append(FrontDoor.TENANT);
      }
      hub.fanOut.lookAtHeads();
      Eventually.holds(
          "it ends",
          () -> {
            client.send(RawClient.frame(0x8a, new byte[0]));
            hub.advance(Duration.ofSeconds(1));
            hub.settled();
            return hub.counted("hub_closes_total", "code", "4410") == 1;
          });
      reads.release(1_000);
      assertThat(client.closeCode()).isEqualTo(4410);
    }
  }
}
