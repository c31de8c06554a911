package io.poshub.client.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.client.fakehub.FakeAnswer;
import io.poshub.client.fakehub.FakeHub;
import io.poshub.client.fakehub.FakeRequest;
import io.poshub.client.http.HubHttp;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One printing till against a hub that is out of sorts. */
class OrderPrinterTest {
  private static final String WON =
      "{\"fence\":4,\"expires_at\":\"2026-11-21T12:01:00.000Z\",\"order\":{}}";

  private final FakeHub hub;
  private final HttpClient http = HubHttp.newClient();
  private final Map<String, FakeAnswer> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<List<String>> paper = new LinkedBlockingQueue<>();
  private final Queue<String> remarks = new ConcurrentLinkedQueue<>();
  private final OrderPrinter printer;

  OrderPrinterTest() throws Exception {
    this.hub = new FakeHub();
    hub.onRest(this::answer);
    OrderCalls calls =
        new OrderCalls(new HubHttp(http, hub.address(), Map.of()), "kitchen", "till-1");
    this.printer =
        new OrderPrinter(
            calls,
            new OrderPrinter.Duties(true, true),
            new OrderPrinter.Output(paper::add, remarks::add),
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
  }

  @AfterEach
  void close() throws Exception {
    printer.close();
    http.close();
    hub.close();
  }

  @Test
  void anOrderIsClaimedPrintedConfirmedAndAccepted() throws Exception {
    answers.put("claim", FakeAnswer.ok(WON));

    printer.take(order(0));

    assertThat(paper).hasSize(1);
    assertThat(remarks).containsExactly("#7: printed", "#7: accepted");
    assertThat(lastWords()).containsExactly("claim", "printed", "o-1");
  }

  @Test
  void whatIsOnPaperIsNotPrintedAgainWhenTheHubDidNotHear() throws Exception {
    answers.put("claim", FakeAnswer.ok(WON));
    answers.put("printed", FakeAnswer.problem(503, "unavailable", true));
    assertThatThrownBy(() -> printer.take(order(0))).isInstanceOf(HubSilentException.class);
    answers.remove("printed");

    printer.take(order(0));

    assertThat(paper).hasSize(1);
    assertThat(remarks).containsExactly("#7: printed", "#7: accepted");
  }

  @Test
  void aPrintThatCameTooLateIsToldAndNotAccepted() throws Exception {
    answers.put("claim", FakeAnswer.ok(WON));
    answers.put("printed", FakeAnswer.problem(409, "stale_fence", false));

    printer.take(order(0));

    assertThat(remarks.poll()).contains("too late");
    assertThat(remarks).isEmpty();
  }

  @Test
  void anOrderThatIsNotToBePrintedIsLeftAlone() throws Exception {
    answers.put("claim", FakeAnswer.problem(409, "not_claimable", false));

    printer.take(order(0));

    assertThat(paper).isEmpty();
    assertThat(lastWords()).containsExactly("claim");
  }

  @Test
  void whatWasPrintedButNotAcceptedIsAccepted() throws Exception {
    printer.take(order(1));
    answers.put("claim", claimed("till-1", null));
    printer.take(order(0));

    assertThat(paper).isEmpty();
    assertThat(remarks).containsExactly("#7: accepted", "#7: accepted");
  }

  @Test
  void whatAnotherTillHasPrintedIsForItToAccept() throws Exception {
    answers.put("claim", claimed("till-2", null));

    printer.take(order(0));

    assertThat(remarks).containsExactly("#7: till-2 has printed it");
    assertThat(lastWords()).containsExactly("claim");
  }

  @Test
  void aSilentHubLeavesTheOrderUnhandled() {
    answers.put("claim", FakeAnswer.problem(503, "overloaded", true));

    assertThatThrownBy(() -> printer.take(order(0))).isInstanceOf(HubSilentException.class);
    assertThat(paper).isEmpty();
  }

  @Test
  void anOrderThatAnotherTillHadIsPrintedOnceItsLeaseIsOver() throws Exception {
    answers.put("claim", claimed("till-2", "2026-11-21T12:00:00.100Z"));
    answers.put("o-1", FakeAnswer.ok("{\"order\":" + Json.write(order(0)) + "}"));
    printer.take(order(0));
    assertThat(remarks.poll()).startsWith("#7: till-2 has it until");
    answers.put("claim", FakeAnswer.ok(WON));

    assertThat(paper.poll(FakeHub.DEADLINE_SECONDS, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void anOrderThatAnotherTillPrintedIsNotLookedAtAgain() throws Exception {
    answers.put("claim", claimed("till-2", "2026-11-21T12:05:00.000Z"));
    printer.take(order(0));
    printer.saw(order(1));
    printer.saw(order(0));

    assertThat(lastWords()).containsExactly("claim");
    assertThat(paper).isEmpty();
  }

  private static FakeAnswer claimed(String by, @Nullable String until) {
    return new FakeAnswer(
        409,
        Map.of("Content-Type", "application/problem+json"),
        "{\"code\":\"already_claimed\",\"retryable\":false,\"claimed_by\":\""
            + by
            + (until == null ? "\"}" : "\",\"expires_at\":\"" + until + "\"}"));
  }

  private FakeAnswer answer(FakeRequest request) {
    return answers.getOrDefault(lastWord(request), FakeAnswer.ok("{\"order\":{}}"));
  }

  private List<String> lastWords() {
    return hub.requests().stream().map(OrderPrinterTest::lastWord).toList();
  }

  private static String lastWord(FakeRequest request) {
    return request.path().substring(request.path().lastIndexOf('/') + 1);
  }

  private static JsonValue order(int printed) throws Exception {
    return Json.parse(
        "{\"id\":\"o-1\",\"display_number\":\"7\",\"status\":\"pending\",\"print\":{\"count\":%d}}"
            .formatted(printed));
  }
}
