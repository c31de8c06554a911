package io.poshub.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeRequest;
import io.poshub.client.fakehub.FakeSocket;
import io.poshub.client.fakehub.Frames;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.Position;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResetJourneyTest {

  @Test
  void aResetHandsOverAllPagesOfTheSnapshotAndGoesOnBehindIt() throws Exception {
    try (Till till = Till.connected()) {
      till.hub.onRest(ResetJourneyTest::pendingOrders);
      FakeSocket socket = till.hub.awaitSocket();
      socket.send(Frames.welcome("e2", 40, 40));
      socket.send(Frames.reset("e2", 40));
      socket.send(Frames.caughtUp(40));
      // Committed between the reset and the snapshot's read: the snapshot has it already.
      socket.send(Frames.event(41));
      socket.send(Frames.event(42));

      Snapshot snapshot = till.listener.awaitSnapshot();
      assertThat(snapshot.position()).isEqualTo(new Position("e2", 41));
      assertThat(snapshot.pendingOrders())
          .extracting(order -> JsonText.at(order, "id"))
          .containsExactly("o1", "o2", "o3");
      till.listener.awaitSeq(42);
      assertThat(till.listener.seqs()).containsExactly(42L);
      till.clock.advance(Bookkeeping.PAUSE);
      socket.await(Frames.ack(42));
      FakeRequest call = till.hub.requests().get(1);
      assertThat(call.header("x-api-key")).isEqualTo(Till.KEY);
      assertThat(call.header("x-tenant-id")).isEqualTo("kitchen");
    }
  }

  @Test
  void aSnapshotThatFailsIsAskedForAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Till till = Till.connected()) {
      till.hub.onRest(request ->
          calls.incrementAndGet() == 1
              ? FakeAnswer.problem(503, "unavailable", true)
              : pendingOrders(request));
      for (int attempt = 0; attempt < 2; attempt++) {
        FakeSocket socket = till.hub.awaitSocket();
        socket.send(Frames.welcome("e2", 40, 40));
        socket.send(Frames.reset("e2", 40));
        if (attempt == 0) {
          till.passWait();
        }
      }
      assertThat(till.listener.awaitSnapshot().pendingOrders()).hasSize(3);
    }
  }

  @Test
  void anotherEpochMeansASnapshotEvenIfTheHubDoesNotSaySo() throws Exception {
    try (Till till = Till.connected()) {
      till.hub.onRest(ResetJourneyTest::pendingOrders);
      FakeSocket first = till.welcome(1);
      first.send(Frames.event(2));
      till.listener.awaitSeq(2);
      first.drop();
      till.passWait();

      FakeSocket second = till.hub.awaitSocket();
      second.send(Frames.welcome("e2", 41, 2));
      second.send(Frames.event(42));
      assertThat(till.listener.awaitSnapshot().position().epoch()).isEqualTo("e2");
      till.listener.awaitSeq(42);
      assertThat(till.listener.seqs()).containsExactly(2L, 42L);
    }
  }

  /** Two pages; the second one's position is later and must not be used. */
  private static FakeAnswer pendingOrders(FakeRequest request) {
    if (!request.path().equals("/api/kitchen/orders/pending")) {
      return FakeAnswer.problem(404, "not_found", false);
    }
    return request.parameter("cursor") == null
        ? FakeAnswer.ok(
            "{\"orders\":[{\"id\":\"o1\"},{\"id\":\"o2\"}],\"has_more\":true,\"cursor\":\"a b/c\","
                + "\"epoch\":\"e2\",\"seq\":41}")
        : FakeAnswer.ok(
            "{\"orders\":[{\"id\":\"o3\"}],\"has_more\":false,\"epoch\":\"e2\",\"seq\":43}");
  }
}
