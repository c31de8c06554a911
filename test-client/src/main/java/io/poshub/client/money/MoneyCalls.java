package io.poshub.client.money;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.Refusal;
import io.poshub.client.reconnect.Backoff;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A till's calls that move money, points or orders. Each gets a key of its own, which is on disk
 * before the call is sent, and is sent again under that key until the hub's answer is known: an
 * answer that was lost on the way costs nobody anything. Any thread; blocks for its answer.
 */
public final class MoneyCalls {
  /** How long a person at a till waits before it is decided what to do about a silent hub. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One try; a silent one is given up and made again. */
  static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final HubHttp http;
  private final String root;
  private final Outbox outbox;
  private final Waiting waiting;
  private final RandomGenerator random;
  private final Ids ids = new Ids();

  public MoneyCalls(HubHttp http, String tenant, Outbox outbox, RandomGenerator random) {
    this(http, tenant, outbox, random, Waiting.SYSTEM);
  }

  MoneyCalls(HubHttp http, String tenant, Outbox outbox, RandomGenerator random, Waiting waiting) {
    this.http = requireNonNull(http, "http is null");
    this.root = "/api/" + HubHttp.encoded(tenant);
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.random = requireNonNull(random, "random is null");
    this.waiting = waiting;
  }

  /** Takes an amount such as {@code "6.80"} from a gift card, named by its code or id. */
  public CallOutcome deduct(String card, String amount, @Nullable String orderId)
      throws IOException, InterruptedException {
    return call(
        "/gift-cards/" + HubHttp.encoded(card) + "/deduct", body("amount", amount, orderId));
  }

  /** Gives points to the account of a phone; the first opens it. */
  public CallOutcome addPoints(String phone, long points, @Nullable String orderId)
      throws IOException, InterruptedException {
    return call("/loyalty/" + HubHttp.encoded(phone) + "/add", body("points", points, orderId));
  }

  /** Takes points from the account of a phone. */
  public CallOutcome redeemPoints(String phone, long points, @Nullable String orderId)
      throws IOException, InterruptedException {
    return call("/loyalty/" + HubHttp.encoded(phone) + "/redeem", body("points", points, orderId));
  }

  /**
   * Any other POST that has an effect.
   *
   * @param path what follows {@code /api/<tenant>}
   * @throws IOException if the call cannot be noted; then it was not sent
   */
  public CallOutcome call(String path, Object body) throws IOException, InterruptedException {
    OpenCall call = new OpenCall(ids.next(), path, Json.write(body));
    outbox.begin(call);
    return attempt(call, false, PATIENCE);
  }

  /** Calls whose answers are not known, those of an earlier run of the till included. */
  public List<OpenCall> open() {
    return outbox.open();
  }

  /** Asks again for the answer to a call that was left open. */
  public CallOutcome finish(OpenCall call) throws IOException, InterruptedException {
    return attempt(call, true, PATIENCE);
  }

  /**
   * Takes back a call that was left open: finds out whether it happened, which makes it certain,
   * and if it did has it reversed. {@link CallOutcome.Done} holds the reversal.
   */
  public CallOutcome undo(OpenCall call) throws IOException, InterruptedException {
    return switch (finish(call)) {
      case CallOutcome.Done _ -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("idempotency_key", call.key());
        body.put("reason", "timeout");
        yield call("/transactions/reverse", body);
      }
      case CallOutcome other -> other;
    };
  }

  /**
   * Sends a call until its answer is known or patience is at an end.
   *
   * @param sentBefore whether it may have had its effect already
   */
  private CallOutcome attempt(OpenCall call, boolean sentBefore, Duration patience)
      throws IOException, InterruptedException {
    boolean mayHaveHappened = sentBefore;
    long startedNanos = waiting.nanoTime();
    for (int failures = 0; ; failures++) {
      CallResult result = send(call);
      String why;
      Duration pause = BACKOFF.draw(failures, random);
      switch (result) {
        case CallResult.Answered(int status, var body, _) -> {
          outbox.end(call);
          return new CallOutcome.Done(status, body);
        }
        case CallResult.Refused(Refusal refusal) -> {
          if (isFinal(refusal, mayHaveHappened)) {
            outbox.end(call);
            return new CallOutcome.Refused(refusal);
          }
          why = refusal.line();
          mayHaveHappened |= refusal.status() >= 500;
          pause = later(pause, refusal.retryAfter());
          if (!refusal.retryable()) {
            return new CallOutcome.Open(call, why);
          }
        }
        case CallResult.Unanswered(String reason, boolean reached) -> {
          why = reason;
          mayHaveHappened |= reached;
        }
      }
      if (waiting.nanoTime() - startedNanos + pause.toNanos() > patience.toNanos()) {
        return givenUp(call, mayHaveHappened, why);
      }
      waiting.pause(pause);
    }
  }

  private CallOutcome givenUp(OpenCall call, boolean mayHaveHappened, String why)
      throws IOException {
    if (mayHaveHappened) {
      return new CallOutcome.Open(call, why);
    }
    outbox.end(call);
    return new CallOutcome.NotSent(why);
  }

  /**
   * A refusal settles a call that cannot have happened before. After a try without an answer only
   * what the hub says of the call itself does, not what it says of the caller: a key that was
   * revoked meanwhile tells nothing about the money.
   */
  private static boolean isFinal(Refusal refusal, boolean mayHaveHappened) {
    boolean ofTheCaller = refusal.status() == 401 || refusal.status() == 403;
    return !refusal.retryable() && !(mayHaveHappened && ofTheCaller);
  }

  private CallResult send(OpenCall call) throws InterruptedException {
    try {
      return http.post(
              root + call.path(), call.body(), Map.of("Idempotency-Key", call.key()), ANSWER_WAIT)
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call's end is never a failure", e);
    }
  }

  private static Duration later(Duration one, @Nullable Duration other) {
    return other == null || one.compareTo(other) > 0 ? one : other;
  }

  private static Map<String, Object> body(String name, Object value, @Nullable String orderId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, value);
    if (orderId != null) {
      body.put("order_id", orderId);
    }
    return body;
  }
}
