package io.poshub.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one round of one server gave. Figures keep their order; their names end in their unit. */
public record Sample(
    String scenario, String variant, String target, int round, Map<String, Double> figures) {
  public Sample {
    requireNonNull(scenario, "scenario is null");
    requireNonNull(variant, "variant is null");
    requireNonNull(target, "target is null");
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
