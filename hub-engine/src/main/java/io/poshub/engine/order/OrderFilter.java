package io.poshub.engine.order;

import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which orders a list shall hold; {@code placedFrom} counts, {@code placedBefore} does not. */
public record OrderFilter(
    @Nullable OrderStatus status,
    @Nullable OrderSource source,
    @Nullable Instant placedFrom,
    @Nullable Instant placedBefore) {}
