package io.poshub.chaos;

import static java.util.Objects.requireNonNull;

import io.poshub.chaos.check.Violation;
import io.poshub.chaos.check.ViolationKind;
import io.poshub.chaos.round.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a run.
 *
 * @param rounds how many were played to the end
 * @param faults by kind
 * @param longestSettleMillis from the end of a round until all tills had everything
 */
record Report(
    long seed,
    int rounds,
    Map<String, Integer> faults,
    Figures figures,
    long longestSettleMillis,
    long tookMillis,
    List<Violation> violations) {
  private static final int SHOWN_PER_KIND = 4;
  private static final double MILLIS_PER_SECOND = 1_000;

  Report {
    requireNonNull(figures, "figures is null");
    faults = Map.copyOf(faults);
    violations = List.copyOf(violations);
  }

  /** One member a figure, for a program to read. */
  Map<String, Object> json() {
    Map<String, Object> members = new TreeMap<>();
    members.put("ok", violations.isEmpty());
    members.put("seed", seed);
    members.put("rounds", rounds);
    members.put("faults", new TreeMap<>(faults));
    members.put("events", figures.events());
    members.put("deliveries", figures.deliveries());
    members.put("duplicates", figures.duplicates());
    members.put("reconnects", figures.reconnects());
    members.put("retries", figures.retries());
    members.put("longest_catch_up_ms", figures.longestCatchUpMillis());
    members.put("longest_settle_ms", longestSettleMillis);
    members.put("took_ms", tookMillis);
    members.put("violations", shown(violations));
    return members;
  }

  /** For people. */
  String text() {
    String counted =
        new TreeMap<>(faults)
            .entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue())
                .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d rounds with seed %d in %.1f s%n"
            + "faults: %s%n"
            + "%d events, %d deliveries (%d duplicates), %d reconnects, %d retries%n"
            + "longest catch-up of a connection %d ms, of a round %d ms",
        rounds,
        seed,
        tookMillis / MILLIS_PER_SECOND,
        counted,
        figures.events(),
        figures.deliveries(),
        figures.duplicates(),
        figures.reconnects(),
        figures.retries(),
        figures.longestCatchUpMillis(),
        longestSettleMillis);
  }

  /** The first of each kind; one fault tends to show in many places. */
  static List<String> shown(Collection<Violation> violations) {
    Map<ViolationKind, Integer> seen = new EnumMap<>(ViolationKind.class);
    List<String> lines =
        violations.stream()
            .filter(violation -> seen.merge(violation.kind(), 1, Integer::sum) <= SHOWN_PER_KIND)
            .map(Violation::line)
            .collect(Collectors.toCollection(ArrayList::new));
    if (lines.size() < violations.size()) {
      lines.add("and " + (violations.size() - lines.size()) + " more of these kinds: " + seen);
    }
    return lines;
  }
}
