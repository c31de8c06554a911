package io.poshub.rest.door;

import io.poshub.rest.CallListener;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import io.poshub.rest.ProblemReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.call.ConditionalRead;
import io.poshub.rest.call.UnchangedReads;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call while it is answered. Written on the call's thread, read by whichever
 * thread completes the answer.
 */
final class Answering {
  private final HttpCall call;
  private final CallListener listener;
  private final LongSupplier nanoClock;
  private final long startedNanos;
  private final UnchangedReads unchanged;
  private @Nullable Route route;
  private @Nullable String tenant;
  private long change;
  private boolean isKnown;
  private Map<String, String> budgetHeaders = Map.of();

  Answering(
      HttpCall call, UnchangedReads unchanged, CallListener listener, LongSupplier nanoClock) {
    this.call = call;
    this.unchanged = unchanged;
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.startedNanos = nanoClock.getAsLong();
  }

  void found(Route match) {
    route = match;
  }

  void entered(String slug) {
    tenant = slug;
    change = unchanged.change(slug);
  }

  /** The answer was given before and still holds. */
  void isKnown() {
    isKnown = true;
  }

  void counted(Map<String, String> headers) {
    budgetHeaders = headers;
  }

  /** The finished answer, from what the resource said or threw. */
  HttpReply finish(@Nullable HttpReply reply, @Nullable Throwable thrown) {
    HttpReply answer = reply != null && thrown == null ? conditional(reply) : problem(thrown);
    answer = answer.with(budgetHeaders);
    Route match = route;
    listener.onAnswered(
        match == null ? CallListener.NO_ROUTE : match.method(),
        match == null ? CallListener.NO_ROUTE : match.template().text(),
        answer.status(),
        nanoClock.getAsLong() - startedNanos);
    return answer;
  }

  private HttpReply conditional(HttpReply reply) {
    Route match = route;
    String slug = tenant;
    if (match == null || !match.polled()) {
      return reply;
    }
    HttpReply tagged = ConditionalRead.tagged(reply);
    // What was known before is not younger for having been told again.
    if (match.remembered() && slug != null && !isKnown) {
      unchanged.told(slug, call, change, tagged);
    }
    return ConditionalRead.apply(tagged, call.header(ConditionalRead.CONDITION));
  }

  private HttpReply problem(@Nullable Throwable thrown) {
    Throwable cause = thrown == null ? new IllegalStateException("no answer") : thrown;
    Refusal refusal = Failures.refusal(cause, who());
    listener.onRefused(refusal.code());
    return ProblemReply.of(refusal, call.path(), call.requestId());
  }

  private String who() {
    return "Request " + call.requestId() + (tenant == null ? "" : " of tenant " + tenant);
  }
}
