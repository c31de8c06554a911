package io.poshub.protocol.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderStatusTest {

  @Test
  void theTableIsTheContracts() {
    List<String> moves = new ArrayList<>();
    for (OrderStatus from : OrderStatus.values()) {
      for (OrderStatus to : OrderStatus.values()) {
        if (from.next().contains(to)) {
          moves.add(from.wire() + ">" + to.wire());
        }
      }
    }
    assertThat(moves)
        .containsExactly(
            "scheduled>pending",
            "scheduled>cancelled",
            "pending>accepted",
            "pending>rejected",
            "pending>cancelled",
            "accepted>preparing",
            "accepted>ready",
            "accepted>cancelled",
            "preparing>ready",
            "preparing>cancelled",
            "ready>completed",
            "ready>cancelled");
  }
}
