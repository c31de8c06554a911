package io.poshub.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeSocket;
import io.poshub.client.fakehub.Frames;
import io.poshub.protocol.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalCommandTest {
  private static final String ORDER =
      "{\"display_number\":\"17\",\"total\":\"25.50\",\"currency\":\"GBP\",\"status\":\"pending\"}";

  @TempDir private Path folder;

  @Test
  void eventsGoToTheOutputAndFortunesToTheErrorOutput() throws Exception {
    try (FakeHub hub = new FakeHub()) {
      CompletableFuture<Run> running =
          CompletableFuture.supplyAsync(() ->
              Run.of(
                  folder,
                  Map.of("HUB_KEY", "ph_live_env"),
                  "terminal",
                  "--tenant",
                  "kitchen",
                  "--terminal",
                  "till-1",
                  "--events",
                  "new_order,order_updated",
                  "--url",
                  hub.address().toString()));
      FakeSocket socket = hub.awaitSocket();
      assertThat(socket.request().header("x-api-key")).isEqualTo("ph_live_env");
      assertThat(socket.request().parameter("events")).isEqualTo("new_order,order_updated");
      socket.send(Frames.welcome(2, 1));
      socket.send(Frames.event(EventType.NEW_ORDER, 2, ORDER));
      socket.send(Frames.caughtUp(2));
      socket.await(Frames.ack(2));
      socket.close(4409, "the same terminal connected again");

      Run run = running.get(FakeHub.DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .isEqualTo(
              "2026-11-21T12:00:00.000Z      2  new_order            #17  25.50 GBP  pending\n");
      assertThat(run.err().lines())
          .containsExactly(
              "connecting to " + hub.address(),
              "online: continuing after 1, the stream is at 2",
              "caught up at 2, live",
              "stopped (4409): closed by the hub: 4409 the same terminal connected again");
      int port = hub.address().getPort();
      Path state = folder.resolve(".poshub/terminal-127.0.0.1-" + port + "-kitchen-till-1.json");
      assertThat(Files.readString(state))
          .isEqualTo("{\"tenant\":\"kitchen\",\"epoch\":\"e1\",\"seq\":2}\n");
    }
  }

  @Test
  void whoPrintsHasANameAndHearsOfNewOrders() {
    Run nameless = Run.of(folder, Map.of("HUB_KEY", "k"), "terminal", "--tenant", "t", "--print");
    Run deaf =
        Run.of(
            folder,
            Map.of("HUB_KEY", "k"),
            "terminal",
            "--tenant",
            "t",
            "--terminal",
            "till",
            "--auto-accept",
            "--events",
            "loyalty_updated");

    assertThat(nameless.code()).isEqualTo(2);
    assertThat(nameless.err()).contains("--terminal");
    assertThat(deaf.code()).isEqualTo(2);
    assertThat(deaf.err()).contains("new_order");
  }

  @Test
  void aNamelessTillKeepsNoFileAndARefusalExitsWithOne() throws Exception {
    try (FakeHub hub = new FakeHub()) {
      hub.onUpgrade(_ -> Optional.of(FakeAnswer.problem(401, "unauthenticated", false)));
      Run run =
          Run.of(
              folder,
              Map.of(),
              "terminal",
              "--tenant",
              "kitchen",
              "--key",
              "wrong",
              "--url",
              hub.address().toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .endsWith("stopped (unauthenticated): Refused. Because. (unauthenticated)\n")
          .doesNotContain("wrong");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
