package io.poshub.protocol.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a tenant's terminals are doing, at one moment. */
public record PosStatus(
    String tenant,
    Instant time,
    String epoch,
    long seq,
    int connections,
    Orders orders,
    List<Terminal> terminals,
    int nodes,
    String version) {
  public PosStatus {
    terminals = List.copyOf(terminals);
  }

  /**
   * What waits to be accepted.
   *
   * @param unseen of those: nobody has looked at them
   * @param undelivered of those: no terminal has acknowledged them
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Orders(
      int pending, @Nullable Long oldestPendingSeconds, int unseen, int undelivered) {}

  /**
   * One terminal, connected or remembered. {@code lag} is how many events it has not acknowledged.
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Terminal(
      String terminal,
      boolean connected,
      int connections,
      @Nullable String remote,
      @Nullable Instant connectedAt,
      @Nullable Instant lastSeenAt,
      @Nullable Long ackedSeq,
      @Nullable Long lag,
      @Nullable Long rttMs,
      @Nullable String client) {}
}
