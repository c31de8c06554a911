package io.poshub.engine.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many orders wait, and since when the oldest does.
 *
 * @param unseen of those: nobody has looked at them
 * @param undelivered of those: no terminal has acknowledged them
 */
public record Backlog(int pending, @Nullable Instant oldest, int unseen, int undelivered) {}
