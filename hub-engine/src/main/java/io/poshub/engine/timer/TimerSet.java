package io.poshub.engine.timer;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The timers that one batch sets and drops. Only who must know whether a timer is still there
 * claims it. One thread.
 */
public final class TimerSet implements RowSet {
  public static final Kind<TimerSet> KIND = new Kind<>(LockOrder.TIMERS, TimerSet::new);

  private final Map<Key, Instant> set = new LinkedHashMap<>();
  private final Set<Key> dropped = new LinkedHashSet<>();
  private final Set<Key> droppedPrefixes = new LinkedHashSet<>();
  private final Set<Key> claimed = new LinkedHashSet<>();
  private final Set<Key> found = new HashSet<>();

  /** Which of the tenant's timers. */
  record Key(TimerKind kind, String ref) {
    boolean begins(Key other) {
      return kind.equals(other.kind) && other.ref.startsWith(ref);
    }
  }

  private TimerSet() {}

  /**
   * Sets a timer; one of the same kind and ref gets the new time and all its attempts again. What
   * is due later than can be stored is due at the last time that can.
   */
  public void set(TimerKind kind, String ref, Instant dueAt) {
    Key key = new Key(kind, ref);
    dropped.remove(key);
    set.put(key, Times.storable(dueAt));
  }

  /** Drops a timer, if it is there. */
  public void drop(TimerKind kind, String ref) {
    Key key = new Key(kind, ref);
    set.remove(key);
    found.remove(key);
    dropped.add(key);
  }

  /**
   * Drops all timers of a kind whose ref begins so.
   *
   * @param prefix of letters, digits, dashes and colons
   */
  public void dropAll(TimerKind kind, String prefix) {
    Key start = new Key(kind, prefix);
    set.keySet().removeIf(start::begins);
    found.removeIf(start::begins);
    droppedPrefixes.add(start);
  }

  /** Names a timer for {@link #isSet}; it is locked. */
  public void claim(TimerKind kind, String ref) {
    claimed.add(new Key(kind, ref));
  }

  /** Whether a claimed timer is there. */
  public boolean isSet(TimerKind kind, String ref) {
    Key key = new Key(kind, ref);
    return found.contains(key) || set.containsKey(key);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    found.addAll(
        new TimerRows(connection, batch.mainSchema()).lock(batch.tenant().slug(), claimed));
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    String tenant = batch.tenant().slug();
    TimerRows.delete(writes, batch.mainSchema(), tenant, dropped);
    TimerRows.deleteAll(writes, batch.mainSchema(), tenant, droppedPrefixes);
    TimerRows.write(writes, batch.mainSchema(), tenant, set);
  }
}
