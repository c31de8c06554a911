package io.poshub.rest.stream;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.rest.EventWaiter;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.Query;
import io.poshub.rest.call.TenantRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code /events}. */
public final class EventResource {
  private final EventLog eventLog;
  private final EventWaiter waiter;
  private final Executor workers;

  /**
   * @param workers starts a virtual thread for the read after a wait
   */
  public EventResource(EventLog eventLog, EventWaiter waiter, Executor workers) {
    this.eventLog = eventLog;
    this.waiter = waiter;
    this.workers = workers;
  }

  /** Which part of the stream is asked for. */
  private record Wish(
      String tenant, @Nullable String epoch, long after, int limit, Duration patience) {}

  private record Events(List<StreamEvent> events, String epoch, long seq, boolean hasMore) {}

  public CompletionStage<HttpReply> read(TenantRequest request) {
    Wish wish = wish(request.tenant().slug(), request.query());
    EventPage page = page(wish);
    boolean nothingNew = page instanceof EventPage.Events events && events.events().isEmpty();
    if (!nothingNew || wish.patience().isZero()) {
      return CompletableFuture.completedStage(answer(page));
    }
    return waiter
        .awaitAfter(wish.tenant(), wish.after(), wish.patience())
        // Whoever asks again with the same words wants to wait again.
        .thenApplyAsync(_ -> answer(page(wish)).passing(), workers);
  }

  private EventPage page(Wish wish) {
    return eventLog.read(wish.tenant(), wish.epoch(), wish.after(), wish.limit());
  }

  private static Wish wish(String tenant, Query query) {
    Long after = query.integer("after", 0, Long.MAX_VALUE);
    if (after == null) {
      throw new InvalidFieldsException("after", "is required");
    }
    Long limit = query.integer("limit", 1, Limits.PAGE_MAX);
    Long wait = query.integer("wait", 0, Limits.EVENTS_MAX_WAIT.toSeconds());
    return new Wish(
        tenant,
        query.text("epoch"),
        after,
        requireNonNullElse(limit, (long) Limits.PAGE_DEFAULT).intValue(),
        Duration.ofSeconds(requireNonNullElse(wait, 0L)));
  }

  private static HttpReply answer(EventPage page) {
    return switch (page) {
      case EventPage.Events(Position head, List<StreamEvent> events) ->
          Answers.json(
              200,
              new Events(
                  events,
                  head.epoch(),
                  head.seq(),
                  !events.isEmpty() && events.getLast().seq() < head.seq()));
      case EventPage.Expired(Position head) ->
          throw new RefusedException(
              Refusal.of(
                      ErrorCode.EVENTS_EXPIRED,
                      "Read /orders/pending and go on from the epoch and seq it names.")
                  .withPosition(head));
    };
  }
}
