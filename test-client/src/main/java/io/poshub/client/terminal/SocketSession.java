package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.reconnect.Outcome;
import io.poshub.client.socket.HubMessage;
import io.poshub.client.socket.Signal;
import io.poshub.client.socket.SocketLink;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The life of one open socket, from its welcome to its end. Owner thread. */
final class SocketSession {
  static final Duration WELCOME_WAIT = Duration.ofSeconds(10);

  /** A socket that has caught up and lived this long has proven itself. */
  static final Duration PROVEN_AFTER = Duration.ofSeconds(5);

  private final SocketLink link;
  private final Inbox inbox;
  private final Requests requests;
  private final Deliveries deliveries;
  private final Resync resync;
  private final TerminalListener listener;
  private final TerminalClock clock;
  private final Bookkeeping bookkeeping;
  private Duration silenceLimit = WELCOME_WAIT;
  private long silentAtNanos;
  private @Nullable String epoch;
  private @Nullable Long caughtUpAtNanos;
  private @Nullable Long leaveAtNanos;
  private String leaveReason = "";

  SocketSession(SocketLink link, TerminalParts parts) {
    this.link = requireNonNull(link, "link is null");
    this.inbox = parts.inbox();
    this.requests = parts.requests();
    this.deliveries = parts.deliveries();
    this.resync = parts.resync();
    this.listener = parts.listener();
    this.clock = parts.settings().clock();
    this.bookkeeping =
        new Bookkeeping(deliveries, link, clock, parts.settings().terminal() != null);
  }

  Ended run() {
    silentAtNanos = clock.nanoTime() + silenceLimit.toNanos();
    Outcome outcome = null;
    while (outcome == null) {
      bookkeeping.onTick();
      Signal signal = inbox.take(deadlineNanos());
      outcome = requests.isClosing() ? goodbye(signal) : onSignal(signal);
    }
    link.abort();
    return new Ended(outcome, isProven());
  }

  private long deadlineNanos() {
    long deadline = Math.min(silentAtNanos, bookkeeping.dueAtNanos());
    Long leaveAt = leaveAtNanos;
    return leaveAt == null ? deadline : Math.min(deadline, leaveAt);
  }

  private @Nullable Outcome onSignal(@Nullable Signal signal) {
    if (inbox.takeDropped() > 0) {
      return new Outcome.Broken("signals were dropped");
    }
    return switch (signal) {
      case null -> onDeadline();
      case Signal.Text(var from, String text) when from == link -> onText(text);
      case Signal.LifeSign(var from) when from == link -> {
        onHandled();
        yield null;
      }
      case Signal.Sent(var from, String failure) when from == link -> {
        bookkeeping.onSent();
        yield failure == null ? null : new Outcome.Broken(failure);
      }
      case Signal.Closed(var from, int code, String reason) when from == link ->
          leaveAtNanos == null ? new Outcome.Closed(code, reason) : leave();
      case Signal.Broken(var from, String why) when from == link ->
          leaveAtNanos == null ? new Outcome.Broken(why) : leave();
      // Requests are looked at on every turn; the rest is of links left behind.
      case Signal.Woken _, Signal.Text _, Signal.LifeSign _, Signal.Sent _ -> null;
      case Signal.Closed _, Signal.Broken _ -> null;
    };
  }

  private @Nullable Outcome onDeadline() {
    long now = clock.nanoTime();
    Long leaveAt = leaveAtNanos;
    if (leaveAt != null && now >= leaveAt) {
      return leave();
    }
    return now >= silentAtNanos
        ? new Outcome.Broken("no life sign for " + silenceLimit.toSeconds() + " s")
        : null;
  }

  private Outcome leave() {
    long left = requireNonNull(leaveAtNanos, "not asked to leave") - clock.nanoTime();
    return new Outcome.Announced(Duration.ofNanos(Math.max(0, left)), leaveReason);
  }

  private @Nullable Outcome onText(String text) {
    Outcome outcome =
        switch (HubMessage.parse(text)) {
          case Parsed.Bad<HubMessage>(String why) -> new Outcome.Broken(why);
          case Parsed.Ok<HubMessage>(HubMessage message) -> onMessage(message);
        };
    onHandled();
    return outcome;
  }

  /** Silence is counted from when this side was ready to hear more, not from when it was busy. */
  private void onHandled() {
    link.handled();
    silentAtNanos = clock.nanoTime() + silenceLimit.toNanos();
  }

  private @Nullable Outcome onMessage(HubMessage message) {
    if (epoch == null && !(message instanceof HubMessage.Welcome)) {
      return new Outcome.Broken("the hub did not begin with a welcome");
    }
    return switch (message) {
      case HubMessage.Welcome welcome -> onWelcome(welcome);
      case HubMessage.Reset _ -> onReset();
      case HubMessage.Event event -> {
        Outcome stale = onReset(isStale());
        yield stale == null ? onEvent(event) : stale;
      }
      case HubMessage.CaughtUp(long seq) -> {
        Outcome stale = onReset(isStale());
        yield stale == null ? onCaughtUp(seq) : stale;
      }
      case HubMessage.Reconnect(Duration delay, String reason) -> {
        leaveAtNanos = clock.nanoTime() + delay.toNanos();
        leaveReason = reason;
        yield null;
      }
      case HubMessage.Other() -> null;
    };
  }

  private @Nullable Outcome onWelcome(HubMessage.Welcome welcome) {
    epoch = welcome.head().epoch();
    silenceLimit = welcome.heartbeat().plus(Limits.LIFE_SIGN_GRACE);
    if (deliveries.resumeFrom() == null) {
      deliveries.startAt(new Position(welcome.head().epoch(), welcome.after()));
    }
    listener.onState(new TerminalState.Online(welcome.head(), welcome.after(), welcome.resumed()));
    return null;
  }

  /** A place in another epoch means nothing in this one, whether or not the hub has said so. */
  private boolean isStale() {
    Position from = deliveries.resumeFrom();
    return from != null && !from.epoch().equals(epoch);
  }

  private @Nullable Outcome onReset(boolean isNeeded) {
    return isNeeded ? onReset() : null;
  }

  private @Nullable Outcome onReset() {
    Outcome failure = resync.run();
    if (failure != null) {
      return failure;
    }
    bookkeeping.mayAck();
    return isStale() ? new Outcome.Broken("the stream was rebuilt in the meantime") : null;
  }

  private @Nullable Outcome onEvent(HubMessage.Event event) {
    Outcome failure = deliveries.takeFromSocket(event);
    if (failure == null) {
      bookkeeping.mayAck();
    }
    return failure;
  }

  private @Nullable Outcome onCaughtUp(long seq) {
    deliveries.caughtUp(seq);
    bookkeeping.mayAck();
    caughtUpAtNanos = clock.nanoTime();
    return null;
  }

  private boolean isProven() {
    Long since = caughtUpAtNanos;
    return since != null && clock.nanoTime() - since >= PROVEN_AFTER.toNanos();
  }

  private Outcome goodbye(@Nullable Signal last) {
    new Goodbye(link, inbox, bookkeeping).run(clock.nanoTime(), last);
    return new Outcome.ClosedHere();
  }
}
