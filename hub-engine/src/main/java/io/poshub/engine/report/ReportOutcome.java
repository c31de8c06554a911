package io.poshub.engine.report;

import io.poshub.protocol.report.StoredReport;

/** What came of a submission. */
public sealed interface ReportOutcome {

  /** The report, or a new revision of it, was stored. */
  record Stored(StoredReport report) implements ReportOutcome {}

  /** The same report had been stored before. */
  record Same(StoredReport report) implements ReportOutcome {}

  /** Another report is there, and this is not its next revision. */
  record Conflict(int currentRevision) implements ReportOutcome {}
}
