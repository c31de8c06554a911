package io.poshub.engine.shop;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where a job for a shop stands. */
public enum JobState {
  WAITING,
  RUNNING,
  DONE,
  DEAD;

  public static final Map<String, JobState> BY_WIRE = byWire();

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, JobState> byWire() {
    Map<String, JobState> states = new LinkedHashMap<>();
    for (JobState state : values()) {
      states.put(state.wire(), state);
    }
    return Map.copyOf(states);
  }
}
