package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom an order reached and what they did with it, each list in the order of time. */
public record Delivery(
    String orderId,
    List<Mark> sent,
    List<Mark> acked,
    List<Mark> seen,
    List<Mark> accepted,
    List<Mark> printed) {
  public Delivery {
    requireNonNull(orderId, "orderId is null");
    sent = List.copyOf(sent);
    acked = List.copyOf(acked);
    seen = List.copyOf(seen);
    accepted = List.copyOf(accepted);
    printed = List.copyOf(printed);
  }

  /**
   * A terminal, and when.
   *
   * @param terminal null if the call did not say
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Mark(@Nullable String terminal, Instant at) {
    public Mark {
      requireNonNull(at, "at is null");
    }
  }
}
