package io.poshub.engine.outbound;

import static java.util.Objects.requireNonNull;

/** What came of a POST. */
public sealed interface PostAnswer {

  /** The target answered. */
  record Answered(int status) implements PostAnswer {
    private static final int SUCCESS_MIN = 200;
    private static final int SUCCESS_MAX = 299;

    public boolean isSuccess() {
      return status >= SUCCESS_MIN && status <= SUCCESS_MAX;
    }
  }

  /** It did not. */
  record Failed(Cause cause) implements PostAnswer {
    public Failed {
      requireNonNull(cause, "cause is null");
    }
  }

  /** Why there is no answer. */
  enum Cause {
    TIMEOUT,
    CONNECTION,
    TLS,
    PROTOCOL
  }
}
