package io.poshub.engine.retention;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.read.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * One kind of rows that is not kept for ever.
 *
 * @param what names it in logs
 * @param keptFor how long a tenant keeps them
 */
public record Pruning(String what, Function<String, Duration> keptFor, Chunk chunk) {
  public Pruning {
    requireNonNull(what, "what is null");
    requireNonNull(keptFor, "keptFor is null");
    requireNonNull(chunk, "chunk is null");
  }

  /** The same, counted as a change whenever something is deleted. */
  public Pruning counted(Changes changes) {
    return new Pruning(
        what,
        keptFor,
        (tenant, cutOff, maxRows) -> {
          int deleted = chunk.delete(tenant, cutOff, maxRows);
          if (deleted > 0) {
            changes.changed(tenant);
          }
          return deleted;
        });
  }

  /** Deletes some of a tenant's rows that are older than a time. Blocks. */
  @FunctionalInterface
  public interface Chunk {
    /**
     * Deletes at most so many rows.
     *
     * @return how many it were; fewer than {@code maxRows} if no more are that old
     */
    int delete(String tenant, Instant cutOff, int maxRows);
  }
}
