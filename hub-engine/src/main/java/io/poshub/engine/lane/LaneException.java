package io.poshub.engine.lane;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A command that got no answer. {@code OVERLOADED} and {@code UNAVAILABLE}: it had no effect.
 * {@code OUTCOME_UNKNOWN}: the commit was sent and its answer did not come, or does not tell.
 * {@code INTERNAL_ERROR}: it had no effect and would fail again.
 */
public final class LaneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public LaneException(ErrorCode code, @Nullable Throwable cause) {
    super("lane: " + code.wire(), cause);
    this.code = requireNonNull(code, "code is null");
  }

  public ErrorCode code() {
    return code;
  }
}
