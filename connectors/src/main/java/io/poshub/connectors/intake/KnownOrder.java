package io.poshub.connectors.intake;

import static java.util.Objects.requireNonNull;

import io.poshub.connectors.job.JobPlan;
import io.poshub.connectors.woo.StatusMap;
import io.poshub.engine.lane.Batch;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a shop's order.
 *
 * @param shopStatus the shop's status as both sides know it
 * @param toldStatus the hub's status the shop knows of, or has refused to hear
 * @param heardAt when this was written down: who asks the shop later hears something newer
 */
record KnownOrder(
    String externalId,
    @Nullable String orderId,
    State state,
    String shopStatus,
    Instant modified,
    @Nullable OrderStatus toldStatus,
    @Nullable String problem,
    @Nullable String lastWriter,
    @Nullable Instant conflictAt,
    Instant createdAt,
    Instant heardAt) {
  KnownOrder {
    requireNonNull(externalId, "externalId is null");
    requireNonNull(state, "state is null");
    requireNonNull(shopStatus, "shopStatus is null");
    requireNonNull(modified, "modified is null");
    requireNonNull(heardAt, "heardAt is null");
  }

  /** Whether the hub has it. */
  enum State {
    /** Not yet for the tills: neither paid nor accepted. */
    WAITING,
    IMPORTED,
    UNMAPPABLE,
    GONE;

    static final Map<String, State> BY_WIRE = byWire();

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, State> byWire() {
      Map<String, State> states = new TreeMap<>();
      for (State state : values()) {
        states.put(state.wire(), state);
      }
      return states;
    }
  }

  /**
   * Has the shop told where the hub's order stands, if it does not know; nobody is told of an order
   * that is gone. Lane thread.
   *
   * @return whether there is a job for it now that was not there before
   */
  boolean tell(Order order, StatusMap statuses, Batch batch) {
    return state != State.GONE && JobPlan.tell(order, externalId, toldStatus, statuses, batch);
  }

  KnownOrder withTold(OrderStatus status) {
    return new KnownOrder(
        externalId,
        orderId,
        state,
        shopStatus,
        modified,
        status,
        problem,
        lastWriter,
        conflictAt,
        createdAt,
        heardAt);
  }

  /** Both sides know the shop's status to have been this. */
  KnownOrder withShopStatus(String agreed) {
    return new KnownOrder(
        externalId,
        orderId,
        state,
        agreed,
        modified,
        toldStatus,
        problem,
        lastWriter,
        conflictAt,
        createdAt,
        heardAt);
  }

  KnownOrder gone(@Nullable OrderStatus told) {
    return new KnownOrder(
        externalId,
        orderId,
        State.GONE,
        shopStatus,
        modified,
        told,
        problem,
        lastWriter,
        conflictAt,
        createdAt,
        heardAt);
  }
}
