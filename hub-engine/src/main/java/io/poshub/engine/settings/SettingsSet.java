package io.poshub.engine.settings;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The tenant's settings as the batch finds them, locked if it may change them. One thread. */
public final class SettingsSet implements RowSet {
  public static final Kind<SettingsSet> KIND = new Kind<>(LockOrder.SETTINGS, SettingsSet::new);

  private boolean claimedForChange;
  private boolean changed;
  private Settings current = Settings.DEFAULTS;
  private int version;

  /** What the tenant's batches know. */
  private record Known(Settings settings) {}

  private SettingsSet() {}

  void claimForChange() {
    claimedForChange = true;
  }

  public Settings current() {
    return current;
  }

  void replace(Settings settings) {
    current = settings;
    changed = true;
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    Known known = claimedForChange ? null : batch.recall(Known.class);
    if (known != null) {
      current = known.settings;
      return;
    }
    SettingsRows rows = new SettingsRows(connection);
    Optional<SettingsRows.Stored> stored = claimedForChange ? rows.lock() : rows.find();
    if (stored.isPresent()) {
      current = stored.get().settings();
      version = stored.get().version();
    }
    batch.learn(Known.class, new Known(current));
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    if (changed) {
      SettingsRows.write(writes, current, version + 1, batch.now());
      batch.learn(Known.class, new Known(current));
    }
  }
}
