package io.poshub.chaos.plan;

import java.util.List;

/** A whole round. {@code visitorAtMillis}: when each tenant's new, never seen till comes. */
public record RoundPlan(
    int round,
    List<Fault> faults,
    List<TillMove> moves,
    List<WriterPlan> writers,
    List<Integer> visitorAtMillis) {
  public RoundPlan {
    faults = List.copyOf(faults);
    moves = List.copyOf(moves);
    writers = List.copyOf(writers);
    visitorAtMillis = List.copyOf(visitorAtMillis);
  }

  public int writes() {
    return writers.stream().mapToInt(writer -> writer.writes().size()).sum();
  }

  /** For one line of the log. */
  public String summary() {
    return "round " + round + ": " + writes() + " writes, " + moves.size() + " moves, " + faults;
  }
}
