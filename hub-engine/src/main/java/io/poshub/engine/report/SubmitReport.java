package io.poshub.engine.report;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.report.DailyReport;
import io.poshub.protocol.report.StoredReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores a register's day: the first time, or as the next revision; the same again changes nothing.
 */
record SubmitReport(DailyReport report, @Nullable Integer revision)
    implements Command<ReportOutcome> {

  @Override
  public void claim(Batch batch) {
    // The reports' day ends when the settings say, so these are read first.
    batch.rows(SettingsSet.KIND);
    batch.rows(ReportSet.KIND).claim(key());
  }

  @Override
  public ReportOutcome decide(Batch batch) {
    ReportSet reports = batch.rows(ReportSet.KIND);
    String fingerprint = fingerprint();
    Optional<ReportState> same = reports.same(key(), fingerprint);
    if (same.isPresent()) {
      return new ReportOutcome.Same(same.get().report());
    }
    int current = reports.latest(key()).map(state -> state.report().revision()).orElse(0);
    int wanted = wantedRevision();
    if (wanted != current + 1) {
      return new ReportOutcome.Conflict(current);
    }
    StoredReport stored =
        new StoredReport(batch.nextId(), wanted, document(reports.figures(key())), batch.now());
    reports.add(new ReportState(key(), fingerprint, stored));
    return new ReportOutcome.Stored(stored);
  }

  private int wantedRevision() {
    return revision == null ? 1 : revision;
  }

  private ReportKey key() {
    return new ReportKey(report.reportDate(), report.registerId());
  }

  private String document(DayFigures figures) {
    return Json.write(tree(report).with("differences", tree(figures)));
  }

  private JsonValue tree(DayFigures figures) {
    try {
      return Json.parse(Json.write(figures.differences(report)));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("our own JSON does not parse", e);
    }
  }

  private static JsonValue.Obj tree(DailyReport report) {
    try {
      if (Json.parse(Json.write(report)) instanceof JsonValue.Obj object) {
        return object;
      }
      throw new IllegalStateException("a report is not an object");
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("our own JSON does not parse", e);
    }
  }

  private String fingerprint() {
    try {
      String said = wantedRevision() + " " + Json.write(report);
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
