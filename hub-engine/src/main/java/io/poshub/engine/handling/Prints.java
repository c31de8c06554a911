package io.poshub.engine.handling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an order was printed, and who did: under its claim, or else first.
 *
 * @param fence the claim's under which it was printed; null if it was not under any
 */
public record Prints(int count, @Nullable Long fence, @Nullable Instant at, @Nullable String by) {
  public static final Prints NONE = new Prints(0, null, null, null);

  public Prints {
    if (count < 0 || (count == 0) != (by == null) || (count == 0) != (at == null)) {
      throw new IllegalArgumentException("who printed belongs to a print");
    }
  }

  /** Whether this very print is counted already. */
  boolean has(String terminal, long ofFence) {
    return fence != null && fence == ofFence && terminal.equals(by);
  }

  Prints claimed(String terminal, long underFence, Instant now) {
    return new Prints(count + 1, underFence, now, terminal);
  }

  Prints again(String terminal, Instant now) {
    return count == 0 ? new Prints(1, null, now, terminal) : new Prints(count + 1, fence, at, by);
  }
}
