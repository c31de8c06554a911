package io.poshub.engine.report;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reports of one batch: the latest revision of each claimed day, locked, and the hub's own
 * figures. One thread.
 */
final class ReportSet implements RowSet {
  static final Kind<ReportSet> KIND = new Kind<>(LockOrder.REPORTS, ReportSet::new);

  private final Set<ReportKey> claimed = new LinkedHashSet<>();
  private final Map<ReportKey, List<ReportState>> revisions = new HashMap<>();
  private final Map<ReportKey, DayFigures> figures = new HashMap<>();
  private final List<ReportState> added = new ArrayList<>();

  void claim(ReportKey key) {
    claimed.add(key);
  }

  /** The newest revision. */
  Optional<ReportState> latest(ReportKey key) {
    List<ReportState> all = revisions.getOrDefault(key, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  /** The revision that said exactly this. */
  Optional<ReportState> same(ReportKey key, String fingerprint) {
    return revisions.getOrDefault(key, List.of()).stream()
        .filter(state -> state.fingerprint().equals(fingerprint))
        .findFirst();
  }

  DayFigures figures(ReportKey key) {
    return Optional.ofNullable(figures.get(key)).orElseThrow();
  }

  void add(ReportState state) {
    revisions.computeIfAbsent(state.key(), _ -> new ArrayList<>()).addFirst(state);
    added.add(state);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    ReportRows rows = new ReportRows(connection, batch.tenant());
    Settings settings = batch.rows(SettingsSet.KIND).current();
    ZoneId zone = batch.tenant().timeZone();
    for (ReportKey key : claimed) {
      revisions.put(key, new ArrayList<>(rows.lockRevisions(key)));
      Instant from = settings.dayStart(key.date(), zone);
      figures.put(key, rows.figures(from, settings.dayStart(key.date().plusDays(1), zone)));
    }
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    ReportRows.insert(writes, added);
  }
}
