package io.poshub.protocol.shop;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something between the hub and a shop that a person should know of.
 *
 * @param message one sentence for people
 * @param externalId the shop's own id of the order it is about
 */
public record SyncAlert(
    String connector,
    String kind,
    String message,
    @Nullable String externalId,
    @Nullable String orderId) {
  public SyncAlert {
    requireNonNull(connector, "connector is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(message, "message is null");
  }

  /** What happened. */
  public enum Kind {
    /** An order of the shop cannot be taken in. */
    ORDER_UNMAPPABLE,
    /** Both sides had changed an order; the later change holds. */
    STATUS_CONFLICT,
    /** The shop could not be told of a status and will not be any more. */
    STATUS_NOT_TOLD,
    /** The shop had stopped telling of changes and tells again. */
    WEBHOOK_HEALED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static SyncAlert of(
      String connector,
      Kind kind,
      String message,
      @Nullable String externalId,
      @Nullable String orderId) {
    return new SyncAlert(connector, kind.wire(), message, externalId, orderId);
  }
}
