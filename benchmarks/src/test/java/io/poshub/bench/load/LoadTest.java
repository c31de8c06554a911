package io.poshub.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator against a small server in this process: what was published must arrive. */
class LoadTest {
  private static final int SOCKETS = 6;
  private static final int TENANTS = 2;
  private static final Duration QUIET_MAX = Duration.ofSeconds(5);

  private EchoServer server;

  @BeforeEach
  void start() throws IOException {
    server = EchoServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static RequestTemplate order(int tenant) {
    return RequestTemplate.post(tenant, "/t" + tenant, "", "{\"note\":\"ts:%STAMP%\"}");
  }

  private Swarm swarm() throws IOException, InterruptedException {
    return Swarm.open(
        new SwarmPlan(
            server.port(),
            TENANTS,
            SOCKETS,
            socket ->
                ("GET /t" + socket % TENANTS + " HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")
                    .getBytes(US_ASCII),
            Greeting.NONE,
            2,
            Duration.ofSeconds(10)));
  }

  @Test
  void everySocketGetsWhatItsTenantWasSent() throws Exception {
    try (Swarm swarm = swarm()) {
      Phase phase = swarm.begin();
      HttpLoad.Result sent =
          HttpLoad.run(
              new HttpPlan(
                  server.port(),
                  2,
                  TENANTS,
                  new Pace.AsAnswered(),
                  Duration.ofSeconds(5),
                  List.of(order(0), order(1)),
                  20));

      assertThat(sent.answered()).isEqualTo(20);
      assertThat(sent.acceptedByTenant()).containsExactly(10, 10);
      assertThat(swarm.await(phase, 60, QUIET_MAX)).isTrue();
      assertThat(swarm.unequal(phase, sent.acceptedByTenant())).isZero();
      assertThat(swarm.unequal(phase, new long[] {10, 11})).isEqualTo(3);
      assertThat(phase.latencies().count()).isEqualTo(60);
      assertThat(swarm.opening().upgrades().count()).isEqualTo(SOCKETS);
    }
  }

  @Test
  void aPaceIsKept() throws IOException {
    HttpLoad.Result sent =
        HttpLoad.run(
            new HttpPlan(
                server.port(),
                4,
                1,
                new Pace.PerSecond(100),
                Duration.ofMillis(500),
                List.of(order(0))));

    assertThat(sent.answered()).isEqualTo(50);
    assertThat(sent.requireAccepted().seconds()).isBetween(0.3, 5.0);
  }

  @Test
  void aWarmUpDoesNotSendLateWhatCouldNotBeSentInTime() throws IOException {
    int moreThanAnybodyTakes = 2_000_000;
    HttpLoad.Result sent =
        HttpLoad.run(
            new HttpPlan(
                server.port(),
                1,
                1,
                new Pace.PerSecond(moreThanAnybodyTakes).warmUp(),
                Duration.ofMillis(100),
                List.of(order(0))));

    assertThat(sent.requireAccepted().answered()).isBetween(1L, moreThanAnybodyTakes / 10 - 1L);
  }

  @Test
  void aRefusalIsNoResult() throws IOException {
    HttpLoad.Result sent =
        HttpLoad.run(
            new HttpPlan(
                server.port(),
                1,
                1,
                new Pace.AsAnswered(),
                Duration.ofSeconds(5),
                List.of(RequestTemplate.post(0, "/refused", "", "x")),
                3));

    assertThat(sent.refused()).containsEntry(503, 3);
    assertThatThrownBy(sent::requireAccepted).hasMessageContaining("503");
  }
}
