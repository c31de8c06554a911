package io.poshub.engine.shop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many jobs of each state there are, and since when the oldest waits. */
public record JobStats(int waiting, int running, int done, int dead, @Nullable Instant oldest) {}
