package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.reconnect.Outcome;
import io.poshub.protocol.Position;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The REST calls a terminal makes, each waited for unless the terminal is closed. Owner thread. */
final class HubCalls {
  /** So few that a page of the largest events still fits into an answer. */
  static final int PAGE_ITEMS = 50;

  /** How much longer than the long poll itself its answer may take. */
  private static final Duration POLL_GRACE = Duration.ofSeconds(10);

  private final HubHttp http;
  private final Requests requests;
  private final String root;

  HubCalls(HubHttp http, Requests requests, String tenant) {
    this.http = requireNonNull(http, "http is null");
    this.requests = requireNonNull(requests, "requests is null");
    this.root = "/api/" + HubHttp.encoded(tenant);
  }

  CallResult events(Position after, long waitSeconds) {
    String path =
        root
            + "/events?after="
            + after.seq()
            + "&epoch="
            + HubHttp.encoded(after.epoch())
            + "&limit="
            + PAGE_ITEMS
            + "&wait="
            + waitSeconds;
    return await(http.get(path, POLL_GRACE.plusSeconds(waitSeconds)));
  }

  CallResult pendingOrders(@Nullable String cursor) {
    String more = cursor == null ? "" : "&cursor=" + HubHttp.encoded(cursor);
    return get("/orders/pending?limit=" + PAGE_ITEMS + more);
  }

  CallResult posStatus() {
    return get("/pos-status");
  }

  /** How a call that was not answered ends the attempt it was part of. */
  static Outcome outcome(CallResult.Unanswered unanswered) {
    return unanswered.reached()
        ? new Outcome.Broken(unanswered.why())
        : new Outcome.Unreachable(unanswered.why());
  }

  private CallResult get(String path) {
    return await(http.get(root + path, HubHttp.ANSWER_WAIT));
  }

  private CallResult await(CompletableFuture<CallResult> call) {
    if (requests.awaitUnlessClosing(call)) {
      return call.join();
    }
    call.cancel(true);
    return new CallResult.Unanswered("closing", true);
  }
}
