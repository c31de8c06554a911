package io.poshub.client.terminal;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.JsonText;
import io.poshub.client.http.Refusal;
import io.poshub.client.reconnect.Outcome;
import io.poshub.client.socket.HubMessage;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stream by long-polling until it is time to try the socket again. Place and order are
 * the socket's own, so going back and forth loses and repeats nothing. Owner thread.
 */
final class PollSession {
  static final Duration SOCKET_RETRY_INTERVAL = Duration.ofSeconds(30);

  /**
   * After an empty page that came at once (a hub or proxy that does not hold the call), unless the
   * socket is due before it is over.
   */
  static final Duration EMPTY_PAGE_PAUSE = Duration.ofSeconds(1);

  private static final int GONE = 410;

  private final Inbox inbox;
  private final Requests requests;
  private final HubCalls calls;
  private final Deliveries deliveries;
  private final Resync resync;
  private final TerminalSettings settings;
  private final TerminalClock clock;
  private final long socketDueAtNanos;
  private boolean hasAnswered;

  PollSession(TerminalParts parts, Duration socketRest) {
    this.inbox = parts.inbox();
    this.requests = parts.requests();
    this.calls = parts.calls();
    this.deliveries = parts.deliveries();
    this.resync = parts.resync();
    this.settings = parts.settings();
    this.clock = settings.clock();
    Duration rest =
        socketRest.compareTo(SOCKET_RETRY_INTERVAL) > 0 ? socketRest : SOCKET_RETRY_INTERVAL;
    this.socketDueAtNanos = clock.nanoTime() + rest.toNanos();
  }

  Ended run() {
    Outcome outcome = null;
    while (outcome == null) {
      outcome = clock.nanoTime() >= socketDueAtNanos ? new Outcome.SocketDue() : onTurn();
      deliveries.onAcks();
      deliveries.save();
      if (requests.isClosing()) {
        outcome = new Outcome.ClosedHere();
      }
    }
    return new Ended(outcome, hasAnswered);
  }

  private @Nullable Outcome onTurn() {
    Position from = deliveries.resumeFrom();
    return from == null ? findPlace() : readPage(from);
  }

  private @Nullable Outcome readPage(Position from) {
    long askedAt = clock.nanoTime();
    return switch (calls.events(from, waitSeconds())) {
      case CallResult.Answered answer -> onPage(from, answer.body(), askedAt);
      case CallResult.Refused(Refusal refusal) when refusal.status() == GONE -> resync.run();
      case CallResult.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
      case CallResult.Unanswered unanswered -> HubCalls.outcome(unanswered);
    };
  }

  private long waitSeconds() {
    long left = Duration.ofNanos(socketDueAtNanos - clock.nanoTime()).toSeconds();
    return Math.clamp(left, 0, Limits.EVENTS_MAX_WAIT.toSeconds());
  }

  private @Nullable Outcome onPage(Position from, JsonValue page, long askedAtNanos) {
    hasAnswered = true;
    if (!from.epoch().equals(JsonText.at(page, "epoch", from.epoch()))) {
      return resync.run();
    }
    List<JsonValue> events = JsonText.items(page, "events");
    for (JsonValue item : events) {
      Outcome failure = onItem(item);
      if (failure != null || requests.isClosing()) {
        return failure;
      }
    }
    if (events.isEmpty()) {
      pause(Math.min(askedAtNanos + EMPTY_PAGE_PAUSE.toNanos(), socketDueAtNanos));
    }
    return null;
  }

  private @Nullable Outcome onItem(JsonValue item) {
    return switch (HubMessage.read(item)) {
      case Parsed.Ok<HubMessage>(HubMessage.Event event) -> deliveries.takeFromPage(event);
      case Parsed.Ok<HubMessage> _ -> new Outcome.Broken("the page holds what is no event");
      case Parsed.Bad<HubMessage>(String why) -> new Outcome.Broken(why);
    };
  }

  private void pause(long deadlineNanos) {
    while (!requests.isClosing() && clock.nanoTime() < deadlineNanos) {
      var _ = inbox.take(deadlineNanos);
    }
  }

  /** Never had a place: after the last ack the hub knows of this terminal, else live from now. */
  private @Nullable Outcome findPlace() {
    return switch (calls.posStatus()) {
      case CallResult.Answered answer -> {
        Position head = Resync.position(answer.body());
        if (head == null) {
          yield new Outcome.Broken("the hub did not tell where the stream stands");
        }
        Long acked = ackedSeq(answer.body());
        deliveries.startAt(acked == null ? head : new Position(head.epoch(), acked));
        yield null;
      }
      case CallResult.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
      case CallResult.Unanswered unanswered -> HubCalls.outcome(unanswered);
    };
  }

  private @Nullable Long ackedSeq(JsonValue status) {
    String own = settings.terminal();
    return JsonText.items(status, "terminals").stream()
        .filter(terminal -> own != null && own.equals(JsonText.at(terminal, "terminal")))
        .map(terminal -> JsonText.count(terminal, "acked_seq"))
        .findFirst()
        .orElse(null);
  }
}
