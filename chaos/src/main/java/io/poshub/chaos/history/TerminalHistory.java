package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * All that one terminal saw.
 *
 * @param types what it asked for; empty: everything
 * @param mustReach every event up to here has to have come to it
 * @param refusals upgrades and polls that were refused although nothing was wrong with them
 * @param replacedStillOpen connections that a newer one of the same name should have ended
 */
public record TerminalHistory(
    String name,
    Set<String> types,
    List<ConnectionHistory> connections,
    long mustReach,
    List<String> refusals,
    int replacedStillOpen) {
  public TerminalHistory {
    requireNonNull(name, "name is null");
    types = Set.copyOf(types);
    connections = List.copyOf(connections);
    refusals = List.copyOf(refusals);
  }

  public boolean wants(String type) {
    return types.isEmpty() || types.contains(type);
  }
}
