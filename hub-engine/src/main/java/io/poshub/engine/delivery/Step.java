package io.poshub.engine.delivery;

/** A terminal went over the events after {@code fromSeq} up to {@code toSeq}. */
record Step(Kind kind, String terminal, long fromSeq, long toSeq) {

  /** What it did with them. */
  enum Kind {
    SENT("sent"),
    ACKED("acked");

    private final String stored;

    Kind(String stored) {
      this.stored = stored;
    }

    String stored() {
      return stored;
    }
  }

  boolean covers(long seq) {
    return fromSeq < seq && seq <= toSeq;
  }
}
