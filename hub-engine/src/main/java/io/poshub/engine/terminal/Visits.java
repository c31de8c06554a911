package io.poshub.engine.terminal;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Latest connections of some of a tenant's terminals. */
public record Visits(String tenant, List<Visit> visits) {
  /** More of one tenant's are several of these. */
  public static final int SIZE_MAX = 50;

  public Visits {
    requireNonNull(tenant, "tenant is null");
    visits = List.copyOf(visits);
    if (visits.size() > SIZE_MAX) {
      throw new IllegalArgumentException(visits.size() + " visits at once");
    }
  }
}
