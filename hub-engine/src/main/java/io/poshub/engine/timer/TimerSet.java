package io.poshub.engine.timer;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The timers that one batch sets and drops. Nothing needs to be claimed. One thread. */
public final class TimerSet implements RowSet {
  public static final Kind<TimerSet> KIND = new Kind<>(LockOrder.TIMERS, TimerSet::new);

  private final Map<Key, Instant> set = new LinkedHashMap<>();
  private final Set<Key> dropped = new LinkedHashSet<>();

  /** Which of the tenant's timers. */
  record Key(TimerKind kind, String ref) {}

  private TimerSet() {}

  /** Sets a timer; one of the same kind and ref gets the new time and all its attempts again. */
  public void set(TimerKind kind, String ref, Instant dueAt) {
    Key key = new Key(kind, ref);
    dropped.remove(key);
    set.put(key, dueAt);
  }

  /** Drops a timer, if it is there. */
  public void drop(TimerKind kind, String ref) {
    Key key = new Key(kind, ref);
    set.remove(key);
    dropped.add(key);
  }

  @Override
  public void load(Connection connection, Batch batch) {}

  @Override
  public void flush(Connection connection, Batch batch) throws SQLException {
    TimerRows rows = new TimerRows(connection, batch.mainSchema());
    rows.delete(batch.tenant().slug(), dropped);
    rows.write(batch.tenant().slug(), set);
  }
}
