package io.poshub.engine.lane;

import io.poshub.engine.sql.Writes;
import io.poshub.engine.stream.EventDraft;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of one transaction share: the tenant, one time, their rows and their events.
 * One thread.
 */
public final class Batch {
  private final Tenant tenant;
  private final Instant now;
  private final Ids ids;
  private final String mainSchema;
  private final LaneMemory memory;
  private final boolean isRetry;
  private final Map<Class<?>, Object> learnt = new HashMap<>();
  private final Map<RowSet.Kind<?>, RowSet> sets = new HashMap<>();
  private final TreeMap<Integer, RowSet> byLockOrder = new TreeMap<>();
  private final List<EventDraft> events = new ArrayList<>();
  private @Nullable String idempotencyKey;

  Batch(
      Tenant tenant, Instant now, Ids ids, String mainSchema, LaneMemory memory, boolean isRetry) {
    this.tenant = tenant;
    this.now = now;
    this.ids = ids;
    this.mainSchema = mainSchema;
    this.memory = memory;
    this.isRetry = isRetry;
  }

  /** The hub's own schema, for rows that serve all tenants. */
  public String mainSchema() {
    return mainSchema;
  }

  public Tenant tenant() {
    return tenant;
  }

  public Instant now() {
    return now;
  }

  /** Whether these commands were tried before: what was assumed then may be why it failed. */
  public boolean isRetry() {
    return isRetry;
  }

  /** What an earlier batch has learnt, if nobody can have changed it since; else null. */
  public <T> @Nullable T recall(Class<T> type) {
    return memory.recall(type);
  }

  /** Tells later batches what was read or written, should this one commit. */
  public <T> void learn(Class<T> type, T value) {
    learnt.put(type, value);
  }

  /** The tenant's date at this batch's time. */
  public LocalDate today() {
    return LocalDate.ofInstant(now, tenant.timeZone());
  }

  public String nextId() {
    return ids.next();
  }

  /** The key of the call that is being decided, for its ledger rows; null if it came without. */
  public @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  /** Lets a command decide as a call that came with a key. */
  public <R> R decideUnder(String key, Command<R> command) {
    idempotencyKey = key;
    try {
      return command.decide(this);
    } finally {
      idempotencyKey = null;
    }
  }

  /** The batch's rows of one kind. */
  public <S extends RowSet> S rows(RowSet.Kind<S> kind) {
    // Only this method puts sets in, each under the kind that made it.
    @SuppressWarnings("unchecked")
    S set = (S) sets.computeIfAbsent(kind, _ -> create(kind));
    return set;
  }

  /**
   * Adds an event; it is stored and sent only if the batch commits.
   *
   * @return the event's id
   */
  public String emit(EventType type, Object data) {
    String id = ids.next();
    events.add(new EventDraft(id, type, now, Json.write(data)));
    return id;
  }

  void load(Connection connection) throws SQLException {
    for (RowSet set : byLockOrder.values()) {
      set.load(connection, this);
    }
  }

  void flush(Writes writes) {
    byLockOrder.values().forEach(set -> set.flush(writes, this));
  }

  void placed(Writes writes, String epoch, List<StreamEvent> placed) {
    byLockOrder.values().forEach(set -> set.placed(writes, epoch, placed));
  }

  void committed() {
    memory.keep(learnt);
  }

  List<EventDraft> events() {
    return events;
  }

  private <S extends RowSet> S create(RowSet.Kind<S> kind) {
    S set = kind.factory().get();
    if (byLockOrder.put(kind.lockOrder(), set) != null) {
      throw new IllegalStateException("two kinds of rows have lock order " + kind.lockOrder());
    }
    return set;
  }
}
