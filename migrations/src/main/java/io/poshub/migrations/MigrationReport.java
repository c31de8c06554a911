package io.poshub.migrations;

import static java.util.Objects.requireNonNull;

import io.poshub.migrations.MigrationOutcome.Failed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of each of many schemas, in the order they were asked for.
 *
 * @param outcomes by schema
 */
public record MigrationReport(Map<String, MigrationOutcome> outcomes) {
  public MigrationReport {
    requireNonNull(outcomes, "outcomes is null");
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** The schemas that must not be served, with their reasons. */
  public Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    outcomes.forEach((schema, outcome) -> {
      if (outcome instanceof Failed(String reason)) {
        failures.put(schema, reason);
      }
    });
    return Collections.unmodifiableMap(failures);
  }
}
