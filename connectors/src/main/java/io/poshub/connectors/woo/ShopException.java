package io.poshub.connectors.woo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A shop's answer that is of no use; its text is for people. */
public final class ShopException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration retryAfter;

  /**
   * Says what the trouble is.
   *
   * @param retryAfter how long the shop wants to be left alone; null if it did not say
   */
  public ShopException(String problem, @Nullable Duration retryAfter) {
    super(problem);
    this.retryAfter = retryAfter;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public String problem() {
    return String.valueOf(getMessage());
  }
}
