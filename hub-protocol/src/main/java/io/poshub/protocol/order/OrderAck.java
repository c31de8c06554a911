package io.poshub.protocol.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whom an order has reached; null is what has not happened.
 *
 * @param deliveredAt when the first terminal acknowledged its {@code new_order}
 * @param dueBy until when it should be accepted
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OrderAck(
    @Nullable Instant deliveredAt,
    @Nullable Instant seenAt,
    @Nullable String seenBy,
    @Nullable Instant acceptedAt,
    @Nullable String acceptedBy,
    @Nullable Instant dueBy) {
  public static final OrderAck NOBODY = new OrderAck(null, null, null, null, null, null);
}
