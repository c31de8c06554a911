package io.poshub.engine.webhook;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.RawJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tenant's webhooks in one batch, locked if it may change them, and what the batch tells them
 * alone, past the stream. One thread.
 */
public final class WebhookSet implements RowSet {
  public static final Kind<WebhookSet> KIND = new Kind<>(LockOrder.WEBHOOKS, WebhookSet::new);

  private boolean claimedForChange;
  private final Map<String, StoredWebhook> byId = new LinkedHashMap<>();
  private final List<StoredWebhook> added = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();
  private final List<NewDelivery> queued = new ArrayList<>();

  private WebhookSet() {}

  /** An event that only webhooks are told: it has no place in the stream. */
  private record Message(String type, String id, String tenant, Instant time, RawJson data) {}

  void claimForChange() {
    claimedForChange = true;
  }

  int size() {
    return byId.size();
  }

  void add(StoredWebhook webhook) {
    byId.put(webhook.view().id(), webhook);
    added.add(webhook);
  }

  /** Whether it was there. */
  boolean delete(String id) {
    if (byId.remove(id) == null) {
      return false;
    }
    if (!added.removeIf(webhook -> webhook.view().id().equals(id))) {
      deleted.add(id);
    }
    return true;
  }

  /**
   * Queues an event for the webhooks that are subscribed to its type, without telling terminals.
   *
   * @return how many webhooks it goes to
   */
  public int tell(EventType type, Object data, Batch batch) {
    String eventId = batch.nextId();
    String text = Json.write(data);
    String body =
        Json.write(
            new Message(type.wire(), eventId, batch.tenant().slug(), batch.now(), () -> text));
    int told = 0;
    for (StoredWebhook webhook : byId.values()) {
      if (webhook.isActive() && webhook.wants(type)) {
        String webhookId = webhook.view().id();
        queued.add(new NewDelivery(batch.nextId(), webhookId, eventId, type, body, batch.now()));
        told++;
      }
    }
    return told;
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    WebhookRows rows = new WebhookRows(connection);
    for (StoredWebhook webhook : claimedForChange ? rows.lockAll() : rows.all()) {
      byId.put(webhook.view().id(), webhook);
    }
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    String tenant = batch.tenant().slug();
    String main = batch.mainSchema();
    for (StoredWebhook webhook : added) {
      WebhookRows.insert(writes, webhook);
      WorkRows.insert(writes, main, new WorkRows.Key(tenant, webhook.view().id()));
    }
    for (String id : deleted) {
      WebhookRows.delete(writes, id);
      WorkRows.delete(writes, main, new WorkRows.Key(tenant, id));
    }
    DeliveryRows.insert(writes, queued);
    Set<String> called = new LinkedHashSet<>();
    queued.forEach(delivery -> called.add(delivery.webhookId()));
    WorkRows.callAt(writes, main, tenant, called, batch.now());
  }
}
