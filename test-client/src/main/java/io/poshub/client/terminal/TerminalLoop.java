package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.reconnect.Backoff;
import io.poshub.client.reconnect.Outcome;
import io.poshub.client.reconnect.ReconnectPolicy;
import io.poshub.client.reconnect.ReconnectPolicy.Decision;
import io.poshub.client.reconnect.Step;
import io.poshub.client.reconnect.Tally;
import io.poshub.client.socket.Dialer.Dialed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The terminal's whole life: takes a step, sees how it ended, lets the policy choose the next. Runs
 * on the owner thread, once.
 */
final class TerminalLoop {
  private final TerminalParts parts;
  private final ReconnectPolicy policy = new ReconnectPolicy(Backoff.standard());
  private Tally tally = Tally.NONE;

  TerminalLoop(TerminalParts parts) {
    this.parts = requireNonNull(parts, "parts is null");
  }

  /** Returns the state it ended in. */
  TerminalState run() {
    try {
      parts.deliveries().restore();
    } catch (IOException failure) {
      return new TerminalState.Stopped(String.valueOf(failure.getMessage()), "state_file");
    }
    Step step = new Step.Connect(Duration.ZERO, "");
    TerminalState end = null;
    while (end == null) {
      switch (step) {
        case Step.Connect(Duration delay, String why) -> step = connect(delay, why);
        case Step.Poll(Duration socketRest, String why) -> step = poll(socketRest, why);
        case Step.Stop(String why, String code) -> end = new TerminalState.Stopped(why, code);
        case Step.End() -> end = new TerminalState.Closed();
      }
    }
    parts.deliveries().save();
    return end;
  }

  private Step connect(Duration delay, String why) {
    pause(delay, why);
    Ended ended =
        parts.requests().isClosing() ? new Ended(new Outcome.ClosedHere(), false) : followSocket();
    return remember(
        policy.afterSocket(tally, ended.outcome(), ended.proven(), parts.settings().random()));
  }

  private Step poll(Duration socketRest, String why) {
    parts.listener().onState(new TerminalState.Polling(why));
    Ended ended = new PollSession(parts, socketRest).run();
    return remember(
        policy.afterPolling(tally, ended.outcome(), ended.proven(), parts.settings().random()));
  }

  private Step remember(Decision decision) {
    tally = decision.tally();
    return decision.step();
  }

  private Ended followSocket() {
    parts.listener().onState(new TerminalState.Connecting());
    Dialed dialed = dial();
    return switch (dialed) {
      case Dialed.Opened(var link) -> new SocketSession(link, parts).run();
      case Dialed.Failed(Outcome outcome) -> new Ended(outcome, false);
      case null -> new Ended(new Outcome.ClosedHere(), false);
    };
  }

  /** Null if the terminal was closed meanwhile; a socket that opens after that is dropped. */
  private @Nullable Dialed dial() {
    CompletableFuture<Dialed> dialing =
        parts.dialer().dial(parts.settings().socketAddress(parts.deliveries().resumeFrom()));
    if (parts.requests().awaitUnlessClosing(dialing)) {
      return dialing.join();
    }
    var _ =
        dialing.thenAccept(late -> {
          if (late instanceof Dialed.Opened(var link)) {
            link.abort();
          }
        });
    return null;
  }

  private void pause(Duration delay, String why) {
    if (delay.isZero()) {
      return;
    }
    long deadline = parts.settings().clock().nanoTime() + delay.toNanos();
    parts.listener().onState(new TerminalState.Waiting(delay, why));
    while (!parts.requests().isClosing() && parts.settings().clock().nanoTime() < deadline) {
      // Only latecomers of the link that was left; a wake leads back to the condition.
      var _ = parts.inbox().take(deadline);
    }
  }
}
