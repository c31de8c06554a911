package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the hub's first word to its end.
 *
 * @param caughtUp what {@code caught_up} said, null if it never came
 * @param beforeCaughtUp how many events had come before that
 * @param catchUpMillis from the welcome until {@code caught_up}
 * @param closeCode null if the connection broke, or is still open
 * @param reset whether the hub said that it could not go on from there
 * @param oddities frames that a hub must not send
 */
public record ConnectionHistory(
    int number,
    Beginning beginning,
    Opening opening,
    List<SeenEvent> deliveries,
    @Nullable Long caughtUp,
    int beforeCaughtUp,
    long catchUpMillis,
    @Nullable Integer closeCode,
    boolean reset,
    List<String> oddities) {
  public ConnectionHistory {
    requireNonNull(beginning, "beginning is null");
    requireNonNull(opening, "opening is null");
    deliveries = List.copyOf(deliveries);
    oddities = List.copyOf(oddities);
  }
}
