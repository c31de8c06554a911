package io.poshub.client.reconnect;

import io.poshub.client.http.Refusal;
import io.poshub.protocol.CloseCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next step from the last outcome and the failures so far. {@code proven} says that the
 * attempt had worked for a while before it ended: only that wipes the slate clean, so a hub that
 * accepts sockets and drops them at once is not hammered.
 */
public record ReconnectPolicy(Backoff backoff) {

  /** A hub or proxy that asks for a longer wait is asked again after this. */
  public static final Duration ASKED_WAIT_MAX = Duration.ofMinutes(10);

  /** The step, and the tally to hand in next time. */
  public record Decision(Tally tally, Step step) {}

  /** After a socket, or an attempt to open one. */
  public Decision afterSocket(
      Tally before, Outcome outcome, boolean proven, RandomGenerator random) {
    Tally tally = proven ? Tally.NONE : before;
    return switch (outcome) {
      case Outcome.Refused(Refusal refusal) -> socketRefused(tally, refusal, random);
      case Outcome.Unreachable(String why) -> connect(tally.failed(), tally, why, random);
      case Outcome.Broken(String why) -> socketLost(tally, proven, why, random);
      case Outcome.Closed closed -> socketClosed(tally, closed, proven, random);
      case Outcome.Announced(Duration delay, String reason) ->
          new Decision(
              tally, new Step.Connect(atMost(delay), "the hub asked to reconnect: " + reason));
      case Outcome.SocketDue() -> new Decision(tally, new Step.Connect(Duration.ZERO, ""));
      case Outcome.ClosedHere() -> new Decision(tally, new Step.End());
    };
  }

  /** After a spell of polling. */
  public Decision afterPolling(
      Tally before, Outcome outcome, boolean proven, RandomGenerator random) {
    Tally tally = proven ? before.answered() : before;
    return switch (outcome) {
      case Outcome.Refused(Refusal refusal) -> pollRefused(tally, refusal, random);
      case Outcome.Unreachable(String why) -> connect(tally.failed().onTrial(), tally, why, random);
      case Outcome.Broken(String why) -> connect(tally.failed().onTrial(), tally, why, random);
      case Outcome.Closed(int code, String reason) ->
          throw new IllegalArgumentException("polling has no close code: " + code + reason);
      case Outcome.Announced(Duration delay, String reason) ->
          throw new IllegalArgumentException("polling is not announced: " + delay + reason);
      case Outcome.SocketDue() ->
          new Decision(tally, new Step.Connect(Duration.ZERO, "trying the socket again"));
      case Outcome.ClosedHere() -> new Decision(tally, new Step.End());
    };
  }

  private Decision socketRefused(Tally tally, Refusal refusal, RandomGenerator random) {
    if (isFinalForSocket(refusal)) {
      return new Decision(tally, stop(refusal));
    }
    Duration asked = refusal.retryAfter();
    // Whoever names a time is the hub, alive and busy: that says nothing against the socket.
    Tally after = asked == null ? tally.failed().socketFailed() : tally.failed();
    if (after.isFallenBack()) {
      return new Decision(after, new Step.Poll(atMost(asked), refusal.line()));
    }
    return waitAsked(after, tally, asked, refusal.line(), random);
  }

  private Decision pollRefused(Tally tally, Refusal refusal, RandomGenerator random) {
    if (refusal.status() / 100 == 4 && !refusal.retryable()) {
      return new Decision(tally, stop(refusal));
    }
    return waitAsked(tally.failed().onTrial(), tally, refusal.retryAfter(), refusal.line(), random);
  }

  private Decision socketClosed(
      Tally tally, Outcome.Closed closed, boolean proven, RandomGenerator random) {
    String why = "closed by the hub: " + closed.code() + " " + closed.reason();
    boolean isFinal =
        Arrays.stream(CloseCode.values())
            .anyMatch(code -> code.code() == closed.code() && !code.retryable());
    return isFinal
        ? new Decision(tally, new Step.Stop(why.strip(), Integer.toString(closed.code())))
        : socketLost(tally, proven, why.strip(), random);
  }

  private Decision socketLost(Tally tally, boolean proven, String why, RandomGenerator random) {
    if (proven) {
      return connect(tally, tally, why, random);
    }
    Tally after = tally.failed().socketFailed();
    return after.isFallenBack()
        ? new Decision(after, new Step.Poll(Duration.ZERO, why))
        : connect(after, tally, why, random);
  }

  private Decision connect(Tally after, Tally before, String why, RandomGenerator random) {
    return waitAsked(after, before, null, why, random);
  }

  /** At least what was asked, plus the jitter that keeps many tills apart. */
  private Decision waitAsked(
      Tally after, Tally before, @Nullable Duration asked, String why, RandomGenerator random) {
    Duration delay = atMost(asked).plus(backoff.draw(before.failures(), random));
    return new Decision(after, new Step.Connect(delay, why));
  }

  /**
   * A missing route or an answer that is no upgrade may be a proxy's doing, and polling may still
   * work; wrong questions and wrong keys stay wrong.
   */
  private static boolean isFinalForSocket(Refusal refusal) {
    return switch (refusal.status()) {
      case 400, 401, 403 -> !refusal.retryable();
      default -> false;
    };
  }

  private static Step.Stop stop(Refusal refusal) {
    String code = refusal.code();
    return new Step.Stop(refusal.line(), code == null ? "http_" + refusal.status() : code);
  }

  private static Duration atMost(@Nullable Duration asked) {
    if (asked == null) {
      return Duration.ZERO;
    }
    return asked.compareTo(ASKED_WAIT_MAX) > 0 ? ASKED_WAIT_MAX : asked;
  }
}
