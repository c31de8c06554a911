package io.poshub.engine.handling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order's claim: held by a terminal until a time, or by nobody.
 *
 * @param fence that of the latest claim, 0 before the first
 */
public record Lease(@Nullable String terminal, long fence, @Nullable Instant expiresAt) {
  public static final Lease NEVER = new Lease(null, 0, null);

  public Lease {
    if ((terminal == null) != (expiresAt == null)) {
      throw new IllegalArgumentException("a holder has a lease, and a lease a holder");
    }
    if (fence < (terminal == null ? 0 : 1)) {
      throw new IllegalArgumentException("fence is too low: " + fence);
    }
  }

  boolean isLive(Instant now) {
    return expiresAt != null && now.isBefore(expiresAt);
  }

  boolean isLiveFor(String who, Instant now) {
    return who.equals(terminal) && isLive(now);
  }

  /** Nobody's, from now on. */
  Lease ended() {
    return new Lease(null, fence, null);
  }
}
