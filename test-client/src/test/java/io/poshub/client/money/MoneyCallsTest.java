package io.poshub.client.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeRequest;
import io.poshub.client.http.HubHttp;
import io.poshub.client.terminal.PosTerminal;
import io.poshub.client.terminal.TerminalEvent;
import io.poshub.client.terminal.TerminalListener;
import io.poshub.client.terminal.TerminalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key, one effect, whatever happens on the way. */
class MoneyCallsTest {
  private static final FakeAnswer DONE = FakeAnswer.ok("{\"remaining_due\":\"0.00\"}");

  @TempDir private Path folder;
  private final HttpClient client = HubHttp.newClient();
  private final Deque<FakeAnswer> answers = new ArrayDeque<>();
  private final FakeHub hub;

  MoneyCallsTest() throws IOException {
    this.hub = new FakeHub();
    hub.onRest(_ -> {
      FakeAnswer next = answers.poll();
      return next == null ? DONE : next;
    });
  }

  @AfterEach
  void close() throws IOException {
    hub.close();
    client.shutdownNow();
  }

  @Test
  void anAnswerThatWasLostIsAskedForUnderTheSameKey() throws Exception {
    answers.addAll(
        List.of(
            FakeAnswer.hangUp(),
            FakeAnswer.problem(503, "outcome_unknown", true).with("Retry-After", "1"),
            FakeAnswer.problem(409, "request_in_progress", true)));
    try (Outbox outbox = outbox()) {
      CallOutcome outcome = calls(outbox).deduct("ABCD 1234", "6.80", "o-1");

      assertThat(outcome).isInstanceOf(CallOutcome.Done.class);
      assertThat(outbox.open()).isEmpty();
    }
    assertThat(hub.requests()).hasSize(4);
    assertThat(hub.requests())
        .extracting(request -> request.header("idempotency-key"))
        .containsOnly(hub.requests().getFirst().header("idempotency-key"))
        .doesNotContainNull();
    assertThat(hub.requests())
        .extracting(FakeRequest::body)
        .containsOnly("{\"amount\":\"6.80\",\"order_id\":\"o-1\"}");
    assertThat(hub.requests().getFirst().path())
        .isEqualTo("/api/kitchen/gift-cards/ABCD%201234/deduct");
  }

  @Test
  void theKeyIsOnDiskBeforeTheCallIsSent() throws Exception {
    CompletableFuture<String> onDisk = new CompletableFuture<>();
    hub.onRest(_ -> {
      try {
        onDisk.complete(Files.readString(file()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return DONE;
    });
    try (Outbox outbox = outbox()) {
      assertThat(calls(outbox).addPoints("+441514960123", 12, null))
          .isInstanceOf(CallOutcome.Done.class);
    }
    String key = hub.requests().getFirst().header("idempotency-key");
    assertThat(onDisk.get()).contains("\"key\":\"" + key + "\"");
  }

  @Test
  void aTillThatWasSwitchedOffAsksAgainAfterItsStart() throws Exception {
    hub.onRest(_ -> FakeAnswer.hangUp());
    try (Outbox outbox = outbox()) {
      assertThat(calls(outbox).redeemPoints("+441514960123", 5, null))
          .isInstanceOf(CallOutcome.Open.class);
    }
    hub.onRest(_ -> DONE);
    CompletableFuture<CallOutcome> finished = new CompletableFuture<>();
    TerminalSettings settings =
        TerminalSettings.builder(hub.address(), "kitchen", "key").outboxFile(file()).build();
    TerminalListener listener =
        new TerminalListener() {
          @Override
          public void onEvent(TerminalEvent event) {}

          @Override
          public void onOpenCall(OpenCall call, CallOutcome outcome) {
            finished.complete(outcome);
          }
        };
    try (PosTerminal terminal = new PosTerminal(settings, listener)) {
      assertThat(terminal.money().open()).hasSize(1);
      terminal.connect();
      assertThat(finished.get(FakeHub.DEADLINE_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(CallOutcome.Done.class);
      assertThat(terminal.money().open()).isEmpty();
    }
    assertThat(hub.requests().stream().filter(request -> request.method().equals("POST")))
        .extracting(request -> request.header("idempotency-key"))
        .containsOnly(hub.requests().getFirst().header("idempotency-key"));
  }

  @Test
  void aRefusalSettlesACallThatCannotHaveHappened() throws Exception {
    answers.add(FakeAnswer.problem(409, "insufficient_balance", false));
    try (Outbox outbox = outbox()) {
      assertThat(calls(outbox).deduct("C", "1.00", null)).isInstanceOf(CallOutcome.Refused.class);
      assertThat(outbox.open()).isEmpty();
    }
  }

  @Test
  void aKeyThatWasRevokedMeanwhileSettlesNothing() throws Exception {
    answers.add(FakeAnswer.hangUp());
    answers.add(FakeAnswer.problem(401, "unauthenticated", false));
    try (Outbox outbox = outbox()) {
      CallOutcome outcome = calls(outbox).deduct("C", "1.00", null);

      assertThat(outcome).isInstanceOf(CallOutcome.Open.class);
      assertThat(outbox.open()).hasSize(1);
    }
  }

  @Test
  void whatNeverReachedAHubDidNotHappen() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Outbox outbox = outbox()) {
      MoneyCalls calls = calls(outbox, URI.create("http://127.0.0.1:" + port));
      assertThat(calls.deduct("C", "1.00", null)).isInstanceOf(CallOutcome.NotSent.class);
      assertThat(outbox.open()).isEmpty();
    }
  }

  @Test
  void undoingFindsOutFirstAndThenReverses() throws Exception {
    hub.onRest(_ -> FakeAnswer.hangUp());
    try (Outbox outbox = outbox()) {
      MoneyCalls calls = calls(outbox);
      var _ = calls.deduct("C", "1.00", null);
      hub.onRest(_ -> DONE);
      OpenCall call = outbox.open().getFirst();

      assertThat(calls.undo(call)).isInstanceOf(CallOutcome.Done.class);

      FakeRequest last = hub.requests().getLast();
      assertThat(last.path()).isEqualTo("/api/kitchen/transactions/reverse");
      assertThat(last.body())
          .isEqualTo("{\"idempotency_key\":\"" + call.key() + "\",\"reason\":\"timeout\"}");
      assertThat(last.header("idempotency-key")).isNotEqualTo(call.key());
      assertThat(outbox.open()).isEmpty();
    }
  }

  @Test
  void undoingWhatWasRefusedReversesNothing() throws Exception {
    hub.onRest(_ -> FakeAnswer.hangUp());
    try (Outbox outbox = outbox()) {
      MoneyCalls calls = calls(outbox);
      var _ = calls.deduct("C", "1.00", null);
      hub.onRest(_ -> FakeAnswer.problem(409, "gift_card_blocked", false));

      assertThat(calls.undo(outbox.open().getFirst())).isInstanceOf(CallOutcome.Refused.class);
      assertThat(hub.requests().getLast().path()).endsWith("/deduct");
    }
  }

  private MoneyCalls calls(Outbox outbox) {
    return calls(outbox, hub.address());
  }

  private MoneyCalls calls(Outbox outbox, URI address) {
    HubHttp http = new HubHttp(client, address, Map.of());
    return new MoneyCalls(http, "kitchen", outbox, new SplittableRandom(1), new LeapingTime());
  }

  private Outbox outbox() throws IOException {
    return Outbox.open(file());
  }

  private Path file() {
    return folder.resolve("till.calls");
  }

  /** Time that passes only by waiting, and then at once. */
  private static final class LeapingTime implements Waiting {
    private long nowNanos;

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public void pause(Duration wait) {
      nowNanos += wait.toNanos();
    }
  }
}
