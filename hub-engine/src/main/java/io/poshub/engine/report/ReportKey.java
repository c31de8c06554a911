package io.poshub.engine.report;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/** Which day of which register. */
public record ReportKey(LocalDate date, String registerId) {
  public static final String DEFAULT_REGISTER = "main";

  public ReportKey {
    requireNonNull(date, "date is null");
    requireNonNull(registerId, "registerId is null");
  }
}
