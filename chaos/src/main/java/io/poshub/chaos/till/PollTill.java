package io.poshub.chaos.till;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.EventTexts;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.client.http.Refusal;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A terminal without a socket: long-polls {@code GET /events}. One virtual thread. */
public final class PollTill implements Till {
  private static final int WAIT_SECONDS = 3;
  private static final int PAGE = 20;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(WAIT_SECONDS + 3);
  private static final long PAUSE_MILLIS = 60;
  private static final int GONE = 410;
  private static final Set<Integer> COME_BACK_LATER = Set.of(429, 503);

  private final TillSettings settings;
  private final HubHttp http;
  private final Journal journal;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final long start;
  private @Nullable Connection notes;

  /**
   * @param start after which seq it begins
   */
  public PollTill(TillSettings settings, HttpClient client, long start, Texts texts) {
    this.settings = settings;
    this.start = start;
    this.journal = new Journal(settings.name(), Set.of(), texts);
    this.http =
        new HubHttp(
            client,
            URI.create("http://127.0.0.1:" + settings.port()),
            Map.of("X-API-Key", settings.key(), "X-Tenant-ID", settings.tenant()));
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void start() {
    Thread.ofVirtual().name("till-" + settings.name()).start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        if (!poll()) {
          notes = null;
          var _ = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One page; false if it did not come, after which it counts as another connection. */
  private boolean poll() throws InterruptedException {
    long after = Math.max(start, journal.reached());
    String epoch = journal.epoch();
    String path =
        "/api/"
            + settings.tenant()
            + "/events?limit="
            + PAGE
            + "&wait="
            + WAIT_SECONDS
            + "&after="
            + after
            + (epoch == null ? "" : "&epoch=" + epoch);
    return switch (await(path)) {
      case CallResult.Answered answer -> take(after, answer);
      case CallResult.Refused(Refusal refusal) -> {
        onRefused(after, refusal);
        yield false;
      }
      case CallResult.Unanswered _ -> false;
    };
  }

  private CallResult await(String path) throws InterruptedException {
    try {
      return http.get(path, ANSWER_MAX).get(2 * ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return new CallResult.Unanswered("the client gave no answer", true);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call's end is never a failure", e);
    }
  }

  private boolean take(long after, CallResult.Answered answer) {
    JsonValue page = answer.body();
    Long head = JsonText.count(page, "seq");
    Connection current = notes;
    if (current == null) {
      current =
          journal.open(
              new Beginning.After(after),
              new Opening(JsonText.at(page, "epoch", ""), head == null ? after : head, after));
      notes = current;
    }
    try {
      for (String text : EventTexts.of(answer.text())) {
        journal.delivered(current, SeenEvent.of(text));
      }
      return true;
    } catch (MalformedJsonException e) {
      journal.note(current, notes -> notes.odd(String.valueOf(e.getMessage())));
      return false;
    }
  }

  private void onRefused(long after, Refusal refusal) {
    if (refusal.status() == GONE) {
      Connection reset =
          journal.open(new Beginning.After(after), new Opening(currentEpoch(), after, after));
      journal.note(reset, Connection::wasReset);
    } else if (!COME_BACK_LATER.contains(refusal.status())) {
      journal.refused("a poll was answered " + refusal.status() + " " + refusal.line());
    }
  }

  private String currentEpoch() {
    String epoch = journal.epoch();
    return epoch == null ? "" : epoch;
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
