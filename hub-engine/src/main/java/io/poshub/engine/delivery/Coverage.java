package io.poshub.engine.delivery;

import io.poshub.engine.handling.AnnouncedRows.Announced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which steps went over which orders: pure functions. Any thread. */
final class Coverage {
  private Coverage() {}

  /** The steps that went over an order. */
  static List<Step> overOrders(Collection<Step> steps, List<Announced> inOrder) {
    long[] seqs = inOrder.stream().mapToLong(Announced::seq).toArray();
    List<Step> kept = new ArrayList<>();
    for (Step step : steps) {
      int found = Arrays.binarySearch(seqs, step.fromSeq() + 1);
      int next = found >= 0 ? found : -found - 1;
      if (next < seqs.length && step.covers(seqs[next])) {
        kept.add(step);
      }
    }
    return kept;
  }

  /** Who is the first to have acknowledged each order that nobody had. */
  static Map<String, String> delivered(Collection<Step> steps, List<Announced> orders) {
    List<Step> acks = steps.stream().filter(step -> step.kind() == Step.Kind.ACKED).toList();
    Map<String, String> terminalByOrder = new LinkedHashMap<>();
    for (Announced order : orders) {
      if (!order.isDelivered()) {
        acks.stream()
            .filter(step -> step.covers(order.seq()))
            .findFirst()
            .ifPresent(step -> terminalByOrder.put(order.orderId(), step.terminal()));
      }
    }
    return terminalByOrder;
  }
}
