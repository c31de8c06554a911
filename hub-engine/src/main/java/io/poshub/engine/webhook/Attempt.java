package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.outbound.PostAnswer;
import io.poshub.protocol.webhook.DeliveryError;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param responseStatus null if the target did not answer
 * @param error null if it took the delivery
 */
record Attempt(
    PendingDelivery delivery, @Nullable Integer responseStatus, @Nullable DeliveryError error) {
  private static final int GONE = 410;

  Attempt {
    requireNonNull(delivery, "delivery is null");
  }

  static Attempt of(PendingDelivery delivery, PostAnswer answer) {
    return switch (answer) {
      case PostAnswer.Answered answered ->
          new Attempt(
              delivery, answered.status(), answered.isSuccess() ? null : DeliveryError.STATUS);
      case PostAnswer.Failed(PostAnswer.Cause cause) ->
          new Attempt(
              delivery,
              null,
              switch (cause) {
                case TIMEOUT -> DeliveryError.TIMEOUT;
                case CONNECTION -> DeliveryError.CONNECTION;
                case TLS -> DeliveryError.TLS;
                case PROTOCOL -> DeliveryError.PROTOCOL;
              });
    };
  }

  boolean isSuccess() {
    return error == null;
  }

  /** The target says that it will not come back. */
  boolean isGone() {
    return responseStatus != null && responseStatus == GONE;
  }
}
