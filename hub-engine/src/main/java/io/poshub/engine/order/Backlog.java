package io.poshub.engine.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many orders wait, and since when the oldest does. */
public record Backlog(int pending, @Nullable Instant oldest) {}
