package io.poshub.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** Gathers what one check finds. One thread. */
final class Findings {
  /** One broken promise tends to show in thousands of places; the first ones are enough. */
  static final int MAX = 200;

  private final List<Violation> found = new ArrayList<>();

  void add(ViolationKind kind, String who, String evidence) {
    if (found.size() < MAX) {
      found.add(new Violation(kind, who, evidence));
    }
  }

  List<Violation> all() {
    return List.copyOf(found);
  }
}
