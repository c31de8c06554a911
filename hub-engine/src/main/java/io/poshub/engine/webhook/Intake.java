package io.poshub.engine.webhook;

import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.protocol.webhook.DeliveryError;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a tenant's stream into deliveries, behind a webhook's cursor. However its target does, the
 * cursor goes on: what waits, waits as deliveries, and of those the oldest give way to the newest
 * when there are too many. Virtual threads.
 */
final class Intake {
  /** Deliveries of one webhook that may wait. */
  static final int PENDING_MAX = 10_000;

  private final Transactions transactions;
  private final EventLog eventLog;
  private final Ids ids;
  private final InstantSource clock;
  private final WebhookListener listener;

  Intake(
      Transactions transactions,
      EventLog eventLog,
      Ids ids,
      InstantSource clock,
      WebhookListener listener) {
    this.transactions = transactions;
    this.eventLog = eventLog;
    this.ids = ids;
    this.clock = clock;
    this.listener = listener;
  }

  /** Takes one page in; says whether there may be more. */
  boolean takePage(WorkRows.Key key, StoredWebhook webhook) {
    Optional<Position> cursor = transactions.inMain(connection -> work(connection).find(key));
    if (cursor.isEmpty()) {
      return false;
    }
    Position from = cursor.get();
    EventPage page =
        eventLog.read(key.tenant(), from.epoch(), from.seq(), EventLog.PAGE_MAX_EVENTS);
    return switch (page) {
      case EventPage.Events events when events.events().isEmpty() -> false;
      case EventPage.Events events -> {
        store(key, webhook, from, events);
        yield events.hasMore();
      }
      case EventPage.Expired(Position head) -> {
        // Events were pruned that nobody took in for days, or the stream is a new one.
        Position next = eventLog.oldest(key.tenant()).orElse(head);
        yield move(key, from, next) && next.seq() < head.seq();
      }
    };
  }

  private void store(
      WorkRows.Key key, StoredWebhook webhook, Position from, EventPage.Events page) {
    List<NewDelivery> deliveries = deliveries(webhook, page.events());
    Position to = new Position(page.head().epoch(), page.events().getLast().seq());
    int givenUp =
        transactions.transactionInTenant(
            key.tenant(), connection -> store(connection, key, from, to, deliveries));
    if (givenUp > 0) {
      listener.onGivenUp(givenUp);
    }
  }

  private int store(
      Connection connection,
      WorkRows.Key key,
      Position from,
      Position to,
      List<NewDelivery> deliveries)
      throws SQLException {
    WorkRows work = work(connection);
    if (!from.equals(work.lock(key).orElse(null))) {
      return 0;
    }
    work.advance(key, to);
    if (deliveries.isEmpty()) {
      return 0;
    }
    Writes writes = new Writes(connection);
    DeliveryRows.insert(writes, deliveries);
    writes.send();
    DeliveryRows rows = new DeliveryRows(connection);
    int tooMany = rows.countPending(key.webhookId()) - PENDING_MAX;
    if (tooMany <= 0) {
      return 0;
    }
    int givenUp = rows.giveUp(key.webhookId(), DeliveryError.TOO_MANY_PENDING, tooMany);
    new WebhookRows(connection).noteGivenUp(key.webhookId(), givenUp);
    return givenUp;
  }

  private boolean move(WorkRows.Key key, Position from, Position to) {
    return transactions.transactionInMain(connection -> {
      WorkRows work = work(connection);
      boolean unmoved = from.equals(work.lock(key).orElse(null));
      if (unmoved) {
        work.advance(key, to);
      }
      return unmoved;
    });
  }

  private List<NewDelivery> deliveries(StoredWebhook webhook, List<StreamEvent> events) {
    Instant now = clock.instant();
    List<NewDelivery> deliveries = new ArrayList<>();
    for (StreamEvent event : events) {
      // What the ladder tells the terminals is not for the webhooks; those have steps of their own.
      if (webhook.wants(event.type()) && event.type() != EventType.ORDER_OVERDUE) {
        deliveries.add(
            new NewDelivery(
                ids.next(), webhook.view().id(), event.id(), event.type(), event.json(), now));
      }
    }
    return deliveries;
  }

  private WorkRows work(Connection connection) {
    return new WorkRows(connection, transactions.schemas().main());
  }
}
