package io.poshub.engine.report;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.report.StoredReport;

/**
 * A report's row; {@code fingerprint} (hexadecimal SHA-256) tells whether a submission is the same
 * again.
 */
record ReportState(ReportKey key, String fingerprint, StoredReport report) {
  ReportState {
    requireNonNull(key, "key is null");
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(report, "report is null");
  }
}
