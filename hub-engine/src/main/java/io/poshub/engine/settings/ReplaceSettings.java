package io.poshub.engine.settings;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;

/** Puts new settings in place of all old ones. */
record ReplaceSettings(Settings wish) implements Command<Settings> {
  ReplaceSettings {
    requireNonNull(wish, "wish is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(SettingsSet.KIND).claimForChange();
  }

  @Override
  public Settings decide(Batch batch) {
    SettingsSet settings = batch.rows(SettingsSet.KIND);
    boolean modeChanges = !settings.current().modeChange().equals(wish.modeChange());
    settings.replace(wish);
    if (modeChanges) {
      batch.emit(EventType.MODE_CHANGED, wish.modeChange());
    }
    return wish;
  }
}
