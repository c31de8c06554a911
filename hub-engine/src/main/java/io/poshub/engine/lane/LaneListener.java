package io.poshub.engine.lane;

/** Told how lanes are doing. Called on lane and caller threads; must not block. */
public interface LaneListener {

  /** A listener that hears nothing. */
  LaneListener NONE = new LaneListener() {};

  /** A tenant's rows were changed, or may have been; before its callers are told. */
  default void onChanged(String tenant) {}

  /** A batch committed. */
  default void onBatch(int commands, int events, long durationNanos) {}

  /** A command left the queue after so long. */
  default void onWait(long waitNanos) {}

  /** A lane's queue was full and a caller was sent away. */
  default void onFull(String tenant) {}

  /** A batch was rolled back and tried again. */
  default void onRetry() {}
}
