package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An order's receipt: {@code none}, {@code printing} while a terminal has it, {@code printed}.
 *
 * @param reprint true from the second print on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPrint(String status, int count, @Nullable Boolean reprint) {
  public OrderPrint {
    requireNonNull(status, "status is null");
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
  }

  public static OrderPrint of(PrintStatus status, int count) {
    return new OrderPrint(status.wire(), count, count > 1 ? true : null);
  }
}
